"""The words that tell what a name is: places, forces, titles, institutions; closed lists, folded, lower case.

Each list is a linguistic class, never a list of names; names live in the knowledge base.
"""

from __future__ import annotations

from typing import Final

from conflictner.components.mentions.body_words import (
    CLOSED_HEADS as CLOSED_HEADS,
)
from conflictner.components.mentions.body_words import (
    FOREIGN_OPENERS as FOREIGN_OPENERS,
)
from conflictner.components.mentions.body_words import (
    JOINT_HEADS as JOINT_HEADS,
)
from conflictner.components.mentions.body_words import (
    LIBERATION as LIBERATION,
)
from conflictner.components.mentions.body_words import (
    MILITANT_HEADS as MILITANT_HEADS,
)
from conflictner.components.mentions.body_words import (
    ORG_HEADS as ORG_HEADS,
)
from conflictner.components.mentions.body_words import (
    ORG_OPENERS as ORG_OPENERS,
)
from conflictner.components.mentions.body_words import (
    PARTY_MEMBERS as PARTY_MEMBERS,
)
from conflictner.components.mentions.body_words import (
    PEOPLE_OPENERS as PEOPLE_OPENERS,
)
from conflictner.components.mentions.body_words import (
    STATE_HEADS as STATE_HEADS,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words that may open a sentence with a capital and are never (part of) a name there: "But Goma", "Yesterday Rwanda".
FUNCTION: Final = _words(
    """
    a an the this that these those his her its their our my your one two three four five six seven eight nine
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand million half dozen neither either some any all both each every many most
    several few no none nobody nothing everyone everybody anyone
    someone something he she it we they i you who whom whose which what when where why how and or but nor so yet
    for if then than as at by in on of off to from with without within into onto upon over under near after
    before during since until till while because although though unless whereas despite amid among amongst
    between against about above across along around behind below beneath beside besides beyond down up out
    inside outside through throughout toward towards via not never only also even just still again already now
    today yesterday tomorrow tonight here there meanwhile however moreover furthermore earlier later last next
    once twice more less much such other others another same own too very well yes please is are was were be
    been has have had do does did will would can could may might must shall should let lets said says according
    asked given following including like read watch see also related updated breaking live exclusive analysis
    opinion photo photos video image images file source sources monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november december mon tue
    wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec first second third
    either neither whichever whatever whoever
    """
)

#: "said in English", "spoke in Dari": languages that are also villages, and no nationality.
LANGUAGES: Final = _words(
    """
    english arabic swahili dari farsi pashto urdu hindi hebrew mandarin creole lingala kinyarwanda kirundi hausa
    fulfulde yoruba igbo amharic tigrinya oromo kurdish karen rohingya tagalog cebuano quechua latin
    """
)

#: Adjectives that open a sentence before a name or a noun: "Suspected Ugandan rebels", "Unidentified gunmen".
OPENING: Final = _words(
    """
    suspected unidentified unknown armed alleged heavy fresh new former late senior local regional several
    additional joint hundreds thousands dozens scores many civilians
    """
)

MONTHS_DAYS: Final = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep
    sept oct nov dec am pm gmt utc est eat cat wat
    """
)

DETERMINERS: Final = _words(
    """
    the a an this that these those his her its their our my your some any each every several
    """
)

#: Prepositions, with how strongly the name behind them is a place: "near Shasha", "in Minova".
LOCATIVE: Final[dict[str, float]] = {
    "near": 1.0,
    "outside": 0.9,
    "inside": 0.7,
    "around": 0.8,
    "towards": 0.7,
    "toward": 0.7,
    "in": 0.9,
    "at": 0.5,
    "into": 0.6,
    "throughout": 0.9,
    "across": 0.7,
    "through": 0.5,
    "past": 0.5,
    "from": 0.3,
    "to": 0.25,
    "onto": 0.3,
    "off": 0.7,
    "between": 0.3,
    "along": 0.4,
    "above": 0.4,
    "over": 0.3,
    "on": 0.1,
    "via": 0.5,
    "beyond": 0.4,
    "de": 0.0,
}

#: Only these are cut off a country's name: "Eastern DRC" is the DRC, "West Germany" and "North Korea" are not.
CUT_DIRECTIONS: Final = _words(
    """
    eastern western northern southern central north-eastern northeastern north-western northwestern
    south-eastern southeastern south-western southwestern upper lower mid coastal mainland far
    northeast northwest southeast southwest north-east north-west south-east south-west
    """
)

#: Common nouns that say that the name beside them is a place. The noun itself stays outside: "{Mubambiro} camp".
PLACE_CLASS: Final = _words(
    """
    village villages town towns city cities township townships hamlet hamlets locality localities settlement
    settlements suburb suburbs neighbourhood neighborhood neighbourhoods neighborhoods quarter commune communes
    chiefdom chefferie groupement sector sectors territory territories province provinces region regions
    district districts county counties prefecture prefectures governorate governorates department departments
    municipality municipalities parish parishes ward wards oblast raion zone zones woreda woredas kebele valley
    plain plains plateau highlands hill hills hinterland mountain mountains mount island islands peninsula lake
    river bay gulf strait delta basin desert forest park coast coastline border borderlands frontier camp camps
    airport airfield airstrip port harbour harbor crossing checkpoint road highway axis bridge square stadium
    outskirts area areas environs corridor emirate cantonment barangay localite cite
    riding ridings constituency constituencies borough boroughs streets avenues roads
    """
)

#: Capitalised, these belong to the name of an administrative unit ("{Walikale Territory}", "{Warrap State}").
ADMIN_CLASS: Final = _words(
    """
    territory province district county state region prefecture governorate department oblast raion zone emirate
    woreda division municipality canton parish commune peninsula valley island islands mountains river lake bay
    gulf strait sea ocean desert delta hills plateau highlands township
    """
)

#: Capitalised, these are a label beside the name and stay outside: "{Goma} City", "{Shasha} Town".
SETTLEMENT_CLASS: Final = _words("city town village camp")

#: "the town of X", "the village of X": the noun before "of".
CLASS_OF: Final = PLACE_CLASS | _words(
    """
    capital stronghold enclave bastion outpost state capitals east west north south
    """
)

#: "the fall of X", "the people of X", "the governor of X": a place more often than not.
OF_PLACES: Final = _words(
    """
    people population residents inhabitants villagers fall capture seizure occupation siege liberation
    governor mayor outskirts post posts base suburbs streets skies ridges east west north south kilometres
    kilometers km miles conquest recapture
    """
)

#: "eastern DRC", "Northern Mali": outside of a country's name; inside of other names ("Eastern Equatoria").
DIRECTIONS: Final = _words(
    """
    eastern western northern southern central north-eastern northeastern north-western northwestern
    south-eastern southeastern south-western southwestern upper lower mid greater east west north south
    northeast northwest southeast southwest north-east north-west south-east south-west far coastal mainland
    """
)

#: Nouns behind the name of an armed group: "the Kamuina militia", "Ngaika fighters".
ARMED_AFTER: Final = _words(
    """
    rebel rebels rebellion militia militias militiaman militiamen insurgent insurgents insurgency militant
    militants jihadist jihadists guerrilla guerrillas guerilla guerillas fighter fighters gang gangs gunman
    gunmen faction factions terrorists extremists combatants separatists paramilitaries paramilitary dissidents
    """
)

#: Nouns behind the name of any force, state or not: "TPDF troops", "SAMIDRC howitzers".
FORCE_AFTER: Final = _words(
    """
    troops troop soldiers soldier forces force contingent contingents convoy convoys commander commanders
    battalion battalions brigade units unit positions position column columns peacekeepers artillery drones
    headquarters spokesperson spokesman spokeswoman leader leaders leadership offensive warlord officer officers
    """
)

#: "the rebel group X", "militia leader X" (the last is a person): nouns before an armed group's name.
ARMED_BEFORE: Final = _words(
    """
    group movement militia gang faction coalition alliance rebels outfit guerrillas militants insurgents
    """
)
ARMED_ADJECTIVE: Final = _words(
    """
    rebel armed militia jihadist islamist insurgent militant guerrilla separatist extremist terrorist
    paramilitary criminal self-defence self-defense vigilante opposition banned outlawed
    """
)

#: Titles and ranks; with dots removed. They stand before a person's name and outside of it: "Lt Col {Didier Mbusa}".
TITLES: Final = _words(
    """
    president vice-president minister premier chancellor king queen prince princess sheikh sheik emir sultan
    pope bishop archbishop cardinal father pastor reverend rev imam mullah ayatollah mufti rabbi mr mrs ms miss
    mx dr doctor prof professor sir lord lady dame judge justice senator sen congressman congresswoman rep
    representative governor gov mayor ambassador secretary secretary-general chairman chairperson chairwoman
    adviser advisor commissioner superintendent inspector sheriff deputy councilman councilwoman constable detective
    general gen colonel col lieutenant lt major maj captain capt cpt
    sergeant sgt corporal brigadier brig admiral adm rear commodore commander cmdr marshal warlord spokesman
    spokeswoman spokesperson leader chief director prosecutor activist journalist analyst lawmaker mp hon
    honourable honorable comrade brother sister mwami
    """
)

#: Before a title, and part of the office: "US {National Security} Adviser", "{Deputy Prime} Minister".
OFFICE_BEFORE: Final = _words(
    """
    national security foreign defence defense interior prime vice deputy assistant acting interim finance home justice
    press special senior former attorney under state homeland economic chief executive communications human rights
    political military police army fire circuit district presidential parliamentary cabinet lieutenant
    """
)

#: Behind a title: "Secretary of State", "Minister of Defence", "Minister of Foreign Affairs".
OFFICE_TAIL: Final = _words(
    """
    state defence defense interior justice finance health information foreign affairs security trade energy
    education communications external internal general staff police assembly commission council secretariat
    treasury homeland
    """
)

#: Lower-case nouns before a person's name: "spokesman Willy Ngoma", "army spokesman Lt Col X", "his wife Ana".
PERSON_BEFORE: Final = TITLES | _words(
    """
    head deputy chair founder coordinator representative
    minister envoy spokesperson leader headman elder activist lawyer resident witness commander warlord chief
    mediator researcher farmer teacher trader doctor nurse priest official officer negotiator diplomat lawmaker
    opponent candidate wife husband son daughter brother sister mother father analyst expert author
    correspondent reporter photographer editor journalist policeman soldier fighter survivor economist historian
    professor coach striker captain singer actor writer entrepreneur businessman businesswoman politician
    legislator senator colleague
    """
)

#: Role nouns behind a demonym that make the country a party: "Congolese ministers", "the Congolese president".
OFFICE_HOLDERS: Final = _words(
    """
    president presidents minister ministers premier official officials envoy envoys ambassador ambassadors
    diplomat diplomats delegation delegations negotiator negotiators mediator mediators officer officers leader
    leaders presidency counterpart counterparts secretary general generals commander commanders spokesperson
    spokesman spokeswoman lawmakers parliamentarians legislators delegates representatives leadership
    authorities
    """
)

#: What a state does: behind a demonym they say who did it, "{Turkish} bombardment", "{Russian} airstrikes".
ACTS: Final = _words(
    """
    bombardment shelling airstrike airstrikes strikes bombing bombings raid raids incursion incursions invasion
    offensive assault artillery drones missiles fire gunfire aggression blockade occupation strike
    drone missile rocket rockets tank tanks helicopter helicopters fighter-jets mortar mortars shells sniper snipers
    invaders
    """
)

#: Person nouns behind the name of a people: "Muslim herdsmen", "Hema farmers".
PEOPLE_AFTER: Final = (
    _words(
        """
    herdsmen herders herder farmers farmer pastoralists vigilantes vigilante community communities civilians
    villagers tribesmen youth youths traders refugees population populations clan clans tribe tribes men women
    people families migrants residents raiders hunters chiefs elders warriors worshippers pilgrims miners
    minority majority
    """
    )
    | ARMED_AFTER
)

#: Behind the name of a people these are where it lives: "{Lumad} villages".
PEOPLE_LANDS: Final = _words("villages communities homelands lands settlements neighbourhoods neighborhoods enclaves")

#: The institution that makes an actor of a country's name: "{Congolese army}", "{Ethiopia's federal government}".
INSTITUTIONS: Final[dict[str, str]] = {
    **dict.fromkeys(
        _words(
            """
    gov't govt
    government administration regime authorities junta presidency cabinet ministry embassy parliament
    legislature senate judiciary consulate secretariat leadership foreign-ministry
    """
        ),
        "GOVERNMENT",
    ),
    **dict.fromkeys(
        _words(
            """
    army military troops soldiers navy airforce commandos paratroopers warplanes marines servicemen jets gunboats
    soldier serviceman servicewoman trooper troopers paratrooper warplane
    """
        ),
        "MILITARY",
    ),
    **dict.fromkeys(_words("police gendarmerie gendarmes policeman policemen policewoman"), "POLICE"),
}
#: After a capital only these are the country's: "Kiev troops"; "Kabul police" are the police of a town.
CAPITAL_FORCES: Final = _words("troops forces military army soldiers soldier")
#: One of them, or what the linker cannot take apart, stands for the whole: "a Ukrainian {soldier}".
WHOLE_FORCE: Final = _words(
    "soldier serviceman servicemen servicewoman trooper troopers troops army military soldiers forces "
    "policeman policemen policewoman police"
)

#: Between the country and the institution: "Ethiopia's federal government", "the Angolan foreign ministry".
INSTITUTION_ADJECTIVE: Final = _words(
    """
    federal central transitional interim national foreign defence defense interior military justice finance
    health information regular presidential ruling caretaker provisional border riot air armed security naval
    ground special government electoral regional local provincial
    """
)
#: Two-word institutions: the noun is force(s), the word before it decides.
FORCES_BY_ADJECTIVE: Final[dict[str, str]] = {
    "armed": "MILITARY",
    "security": "MILITARY",
    "defence": "MILITARY",
    "defense": "MILITARY",
    "air": "MILITARY",
    "naval": "MILITARY",
    "ground": "MILITARY",
    "special": "MILITARY",
    "government": "MILITARY",
    "military": "MILITARY",
    "police": "POLICE",
}

#: The last word of a street's name.
STREETS: Final = _words("street road avenue lane drive boulevard crescent parkway ave blvd")

#: States and provinces in short, behind a comma: "Edmonton, Ky.", "Wainwright, Alta.".
STATES_SHORT: Final = _words(
    """
    ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mo mont neb nev okla ore pa
    tenn tex va vt wash wis wyo alta sask man ont que n.y n.j n.c s.c n.h n.m w.va b.c n.s n.b r.i n.d s.d
    al ak az ca co ct fl il ks ma mi mn ms mt nc nd ne nh nj nm nv ny oh sc sd tn tx ut wa wi wv wy
    """
)

#: The head of a process or event: never a place, and it takes the place in: "the {Nairobi process}", "{Doha talks}".
PROCESS_HEADS: Final = _words(
    """
    process talks summit agreement agreements accord accords roadmap declaration protocol treaty memorandum
    communique dialogue conference framework
    """
)
PROCESS_MODIFIERS: Final = _words("peace ceasefire truce framework mediation dialogue")

#: Verbs of movement: what follows their "from", "to", "on" is a place.
MOVES: Final = _words(
    """
    withdraw retreat flee depart advance return arrive march travel deploy escape drive displace go come fall move
    walk fly sail head push pull send bring evacuate relocate transfer
    """
)

#: Verbs whose object is a place: "took Kamanyola", "retook Kenscoff"; ATTACKED ones also have people as objects.
PLACE_OBJECT: Final = _words(
    """
    reach enter capture seize retake recapture occupy flee overrun liberate shell bomb besiege clear control
    encircle cross visit leave invade storm bombard raid evacuate loot patrol surround attack raze torch ransack
    pound plunder pillage
    """
)
ATTACKED: Final = _words("leave visit control seize capture bomb storm shell surround evacuate attack pound")

#: Verbs of speech by lemma, for persons who speak; the quotes component has its own, finer list.
SPEECH: Final = _words(
    """
    say tell announce claim deny accuse warn add ask insist argue declare state confirm reply report urge note
    stress explain describe call allege maintain affirm assert remark recall testify write post tweet respond
    vow pledge promise threaten condemn denounce reject refute suggest think believe acknowledge admit concede
    complain plead estimate joke charge demand retort counter contest deplore evoke assure
    """
)

#: Words of conflict reports; two of them in a text open the gate for rules that would cost precision elsewhere.
CONFLICT: Final = _words(
    """
    shooting shootings shootout homicide homicides gunned beheaded cartel cartels warplane firefight bombings
    bombardment
    kill kills violence executed massacres enemy shells regime gunfight gunshots murdered assassinated abduction
    rebel rebels militia militias militiamen insurgents militants gunmen troops soldiers army killed wounded
    attack attacks attacked attackers clashes fighting fighters ceasefire massacre displaced shelling airstrike
    airstrikes drone drones offensive ambush ambushed peacekeepers hostages kidnapped abducted refugees bombing
    bombed explosion gunfire captured seized junta coup war warplanes armed shot herdsmen bandits jihadists raid
    raids looted burned torched dead civilians atrocities conflict battalions
    """
)

#: Particles that stand in lower case inside a name: "Jean de la Croix", "Abu al Hassan", "Lashkar-e-Taiba".
PARTICLES: Final = _words(
    """
    au aux sur en sous
    et pour para por
    de del della da do dos das du di la le les los las el al ul ur us ibn bin ben bint van von der den e y i wa
    ya an
    """
)

#: Possessives inside a name: "Tigray People's Liberation Front", "Lord's Resistance Army".
OWNERS: Final = _words(
    """
    people peoples lord women children workers farmers soldiers students citizens teachers men journalists
    """
)


#: Heads that go on with "for" or "on": "Commission on Human Rights"; a league or a party does not.
WITH_TAIL: Final = _words(
    """
    ministry commission committee council centre center office movement front bureau institute department
    fund agency organisation organization society association conference initiative programme union alliance
    coalition campaign rally club observatory network foundation campaign mission court
    """
)
