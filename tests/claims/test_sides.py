"""Who stands on each side of an event, one mechanism a case, by the rules alone with the real encoder."""

from __future__ import annotations

import hashlib

import pytest

from sayso.claims.context import make_context
from sayso.claims.pipeline import propose
from sayso.records import Document

from .test_extract import DAY, pytestmark  # noqa: F401 — the mark skips the module where there is no encoder

#: text, word of the trigger, actors, recipients
SIDES: dict[str, tuple[str, str, set[str], set[str]]] = {
    # requests
    "who is to do what is demanded": ("China demanded that Japan cancel the sale.", "demanded", {"CHN"}, {"JPN"}),
    "the owner of a demand": ("Egypt repeated its demand that Israel open the crossing.", "demand", {"EGY"}, {"ISR"}),
    "the doer of a demanded act": ("Latvia demanded an apology by Moscow.", "demanded", {"LVA"}, {"RUS"}),
    "whose release is demanded is not asked": ("Kenya demanded the release of the Kenyan sailors.", "demanded", {"KEN"}, set()),
    "what is alleged has a subject": (
        "The US suspended aid to Somalia, alleging that the Somali government destroyed a warehouse.",
        "alleging",
        {"USA"},
        {"SOM"},
    ),
    # armed people
    "gunmen are no state": ("Mexican soldiers killed five gunmen near Reynosa, Mexico.", "killed", {"MEX"}, {"gunmen"}),
    "people said to belong to a group": (
        "Pakistani police arrested three people suspected of being members of the Baloch Liberation Army.",
        "arrested",
        {"PAK"},
        {"balochistan-liberation-army"},
    ),
    "these terrorists are the group named before": (
        "ISIL seized the dam in May. Iraqi forces attacked these terrorists near Tikrit.",
        "attacked",
        {"IRQ"},
        {"islamic-state"},
    ),
    "victims in the relative clause of a strike": (
        "Israel launched strikes in the northern Gaza Strip that killed four militants of Hamas.",
        "strikes",
        {"ISR"},
        {"hamas"},
    ),
    # one attack tells of the other
    "missiles of the attack before": (
        "Russia attacked Kharkiv with drones overnight. Ukraine said that it shot down 61 drones.",
        "shot",
        {"UKR"},
        {"RUS"},
    ),
    "a place of its own is taken from the group that is fought": (
        "The Syrian army captured a district of Aleppo after a day of fighting with the Syrian Democratic Forces.",
        "captured",
        {"SYR"},
        {"sdf"},
    ),
    "whose missiles are met attacks": (
        "Kuwait shot down 13 missiles from Iran during attacks that killed one person at Kuwait International Airport.",
        "attacks",
        {"IRN"},
        {"KWT"},
    ),
    "a strike that kills and destroys": (
        "Israel launched strikes that killed four militants of Hamas and destroyed several rocket launchers used by Hamas.",
        "destroyed",
        {"ISR"},
        {"hamas"},
    ),
    # phrases that the tree cuts
    "an infinitive hung as a clause": (
        "The Israeli military claims to have killed more than 40 Hamas militants.",
        "killed",
        {"ISR"},
        {"hamas"},
    ),
    "a verb read as a noun": ("Jordan's military intercepts two missiles and two drones from Iran.", "intercepts", {"JOR"}, {"IRN"}),
    "the title of an unknown name decides": (
        "French President Emmanuel Macron and Bulgarian President Todor Zhivkov today signed a treaty of friendship.",
        "signed",
        {"FRA", "BGR"},
        set(),
    ),
    "a name cut off its forces": (
        "The Red Cross operating in Iraq said US and British forces must ensure security in the city.",
        "must",
        {"red-cross"},
        {"USA", "GBR"},
    ),
    "a weekday is no party": ("Serbia eased the sanctions on Wednesday.", "eased", {"SRB"}, set()),
    # what the text says before
    "the country is the reporter's": (
        "The Kuwaiti defence ministry says that the army intercepted seven Iranian missiles fired at the country.",
        "fired",
        {"IRN"},
        {"KWT"},
    ),
    "nobody violates an airspace of their own": ("Norway reports that Russia has violated its airspace.", "violated", {"RUS"}, {"NOR"}),
    "the airspace of those who shoot": (
        "A Romanian jet shot down a Russian Geran-2 drone near Padina that had entered its airspace.",
        "entered",
        {"RUS"},
        {"ROU"},
    ),
    "a state charges a person": (
        "A court in South Sudan charged Vice President Riek Machar with treason.",
        "charged",
        {"SSD"},
        {"riek-machar"},
    ),
    "who is struck is accused": (
        "Israel struck several Hezbollah sites in Lebanon, alleging that the targets violated the ceasefire.",
        "alleging",
        {"ISR"},
        {"hezbollah"},
    ),
    "the weapons of those who were killed": (
        "Nigerian Army troops killed five suspected Boko Haram insurgents and recovered a cache of weapons.",
        "recovered",
        {"NGA"},
        {"boko-haram"},
    ),
    # nobody acts against their own
    "their truck is not the bomber's": (
        "Seven Kenyan police officers were injured after an al-Shabaab bomb struck their patrol truck.",
        "struck",
        {"al-shabaab"},
        {"KEN"},
    ),
    "a captain belongs to the ship seized before": (
        "Japan seized a Chinese fishing vessel and arrested its captain.",
        "arrested",
        {"JPN"},
        {"CHN"},
    ),
    "personnel of the one who reports": (
        "Sierra Leone says that Guinea has detained several of its army personnel.",
        "detained",
        {"GIN"},
        {"SLE"},
    ),
    "who holds the place is hit": (
        "The Israeli military carried out six airstrikes on Hodeidah, Houthi-controlled Yemen.",
        "airstrikes",
        {"ISR"},
        {"houthis"},
    ),
    "foreign soldiers who are wounded": (
        "An Iranian attack on an air base in Saudi Arabia injured 15 American soldiers.",
        "attack",
        {"IRN"},
        {"SAU", "USA"},
    ),
    "a commander is the group's": (
        "An Israeli drone strike in Tyre, Lebanon, killed Haidar Hashem, the head of naval forces in Hezbollah's Radwan Force.",
        "strike",
        {"ISR"},
        {"hezbollah"},
    ),
    "both nouns are accused": (
        "The US announced sanctions on two men and nine companies accused of aiding Iran.",
        "accused",
        {"USA"},
        {"individuals", "companies"},
    ),
    "names beside their kind": (
        "The United Kingdom imposed sanctions on the Russian energy companies Lukoil and Rosneft.",
        "sanctions",
        {"GBR"},
        {"lukoil", "rosneft"},
    ),
    "who asked is rejected": (
        "The US asked Jordan and Pakistan to join the accords, while Pakistan rejected the proposal.",
        "rejected",
        {"PAK"},
        {"USA"},
    ),
    # the accused and the listed
    "who is accused of it does it": (
        "Israel accuses Hezbollah of violating the ceasefire by launching drones.",
        "launching",
        {"hezbollah"},
        set(),
    ),
    "a nationality before the first of two weapons": (
        "Four people were killed and a hundred were injured in a Russian missile and drone attack on Kyiv, Ukraine.",
        "attack",
        {"RUS"},
        {"UKR"},
    ),
    "an unnamed attacker is nobody": (
        "Unidentified gunmen attack a church in Kaduna, Nigeria, killing four people.",
        "attack",
        set(),
        {"NGA"},
    ),
    "armed people before the attack": (
        "Nine farmers were killed in a bandit attack in Zamfara State, Nigeria.",
        "attack",
        {"bandits"},
        {"NGA"},
    ),
    "a body by its own name": (
        "Eight villagers are killed in a mass shooting by Free Highlands Army gunmen in Wamena, Indonesia.",
        "shooting",
        {"free-highlands-army"},
        {"IDN"},
    ),
    "a militia group": (
        "Three soldiers are killed after being fired on by a local militia group near Nasir, South Sudan.",
        "fired",
        {"militias"},
        {"SSD"},
    ),
    "who uses the weapons that others made": (
        "Russian forces attacked Kyiv. At least 298 Iranian Shahed drones were launched at the city.",
        "launched",
        {"RUS"},
        {"UKR"},
    ),
    "the soldiers of a mission are of their states": (
        "An RSF drone strike on a United Nations base in Kadugli, Sudan, kills six Nepali peacekeepers.",
        "strike",
        {"rsf-sudan"},
        {"un", "NPL"},
    ),
    # fights take two
    "those who fall in a shootout fight in it": (
        "Two Malian soldiers and six rebels were killed in a shootout in Kidal, Mali.",
        "shootout",
        {"MLI", "rebels"},
        set(),
    ),
    "those who fall and those they fight with": (
        "Three policemen were killed in a gun battle with al-Shabaab fighters in Garissa, Kenya.",
        "battle",
        {"KEN", "al-shabaab"},
        set(),
    ),
    "between hangs on the place": (
        "Peace talks held in Doha, Qatar, between Rwanda and Burundi collapse.",
        "talks",
        {"RWA", "BDI"},
        set(),
    ),
    "an attack goes on two sentences later": (
        "Russia attacked Kyiv overnight. Two thousand homes lost power. At least 407 drones and 45 missiles were launched in total.",
        "launched",
        {"RUS"},
        set(),
    ),
    "who says it is the other side of a ceasefire": (
        "Kenya says that the ceasefire with Somalia is over.",
        "ceasefire",
        {"KEN", "SOM"},
        set(),
    ),
    "rebel forces are not the place's": (
        "A Malian Air Force helicopter was shot down by rebel forces near Gao.",
        "shot",
        {"rebels"},
        {"MLI"},
    ),
    "a group cut off its militants": (
        "Rapid Support Forces militants kill at least 433 people in the villages of Al-Kadaris and Al-Khelwat, White Nile State, Sudan.",
        "kill",
        {"rsf-sudan"},
        {"SDN"},
    ),
    "who intercepts goes on destroying": (
        "Bahrain says its air defences continue to intercept waves of Iranian attacks, with 84 missiles and 147 drones destroyed.",
        "destroyed",
        {"BHR"},
        {"IRN"},
    ),
    "those who are listed act, not their kind": (
        "Several NATO allies, including Germany, Italy and Spain, rejected a request from France.",
        "rejected",
        {"DEU", "ITA", "ESP"},
        {"FRA"},
    ),
    "an alliance and its members": (
        "The Alliance of Sahel States, consisting of Burkina Faso, Mali and Niger, bans American citizens from entering.",
        "bans",
        {"alliance-of-sahel-states", "BFA", "MLI", "NER"},
        {"USA"},
    ),
    "a preposition hung on the title": (
        "The United States imposes sanctions on Hungarian cabinet minister Antal Rogán.",
        "sanctions",
        {"USA"},
        {"HUN"},
    ),
    "one organ asks another of the same state": (
        "The mayor of Ceuta, Spain, said nothing. The Spanish parliament urges the Spanish government to declare an emergency.",
        "urges",
        {"ESP"},
        {"ESP"},
    ),
    "a navy's vessel is the reporter's, and so are its defences": (
        "Kuwait's military says that Iran struck a navy vessel, injuring four personnel.",
        "struck",
        {"IRN"},
        {"KWT"},
    ),
    "who made a drone does not own it": (
        "The Sudanese Army says that it has shot down a Chinese-made drone in North Kordofan.",
        "shot",
        {"SDN"},
        set(),
    ),
    "debris hurts others than the owner": (
        "Two workers were killed after the army of Oman intercepted a drone in Sohar, Oman.",
        "intercepted",
        {"OMN"},
        set(),
    ),
    "two sides against each other": (
        "Iran and Israel continued to launch missiles at each other after the strike on Iran.",
        "launch",
        {"IRN", "ISR"},
        set(),
    ),
    "a strait that is closed is no party": ("Iran closed the Strait of Hormuz for several hours.", "closed", {"IRN"}, set()),
    # named people and ships
    "a named traveller is of the nationality in the title": (
        "Iran releases French tourist Marie Dupont from prison.",
        "releases",
        {"IRN"},
        {"FRA"},
    ),
    "a title cut off its name": ("Dutch journalist Peter Jansen was shot dead in Gaza.", "shot", set(), {"NLD"}),
    "a ship is its flag's": (
        "Yemen's Houthis attacked the Liberian-flagged bulk carrier Morning Star in the Red Sea.",
        "attacked",
        {"houthis"},
        {"LBR"},
    ),
    "a group before its gunmen": (
        "Three Kenyan police officers and four Islamic State gunmen are killed in a shootout near Lamu, Kenya.",
        "shootout",
        {"KEN", "islamic-state"},
        set(),
    ),
    "a place beside a place is no second party": (
        "Eleven people are injured in an airstrike carried out by Israel in Tyre, southern Lebanon.",
        "airstrike",
        {"ISR"},
        {"LBN"},
    ),
    "one nationality for two nouns": (
        "At least nine Palestinians are injured during a raid by Israeli settlers and soldiers in Nablus in the occupied West Bank.",
        "raid",
        {"ISR"},
        {"PSE"},
    ),
    "a terrorist attack names a sort and no party": (
        "Two policemen are killed in a terrorist attack in Quetta, Pakistan.",
        "attack",
        set(),
        {"PAK"},
    ),
    "who is only suspected": ("Ecuadorian police arrest twenty suspects after the riot.", "arrest", {"ECU"}, {"suspect"}),
    "the adjective directly before an organ": (
        "Tajikistan announces visa restrictions on former and current Uzbek officials.",
        "restrictions",
        {"TJK"},
        {"UZB"},
    ),
    "lawmakers of a party are their state's": (
        "Portugal bans two British Labour Party lawmakers from entering the country.",
        "bans",
        {"PRT"},
        {"GBR"},
    ),
    "who is taken off a list": ("Canada removes Syria from its list of state sponsors of terrorism.", "removes", {"CAN"}, {"SYR"}),
    "a camp is of those it is for": (
        "A camp for Congolese refugees was attacked by Burundian soldiers.",
        "attacked",
        {"BDI"},
        {"COD"},
    ),
    # protests
    "by what the protest is against": (
        "A hundred Turkish students began a hunger strike on Monday to protest against Sweden's decision.",
        "strike",
        {"TUR"},
        {"SWE"},
    ),
    "prisoners riot": ("Palestinian prisoners rioted at a jail in northern Israel.", "rioted", {"PSE"}, set()),
    # places
    "a sea is no party": ("The US fired a missile at a boat in the Caribbean Sea.", "fired", {"USA"}, {"civilians"}),
}


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), SIDES.values(), ids=SIDES.keys())
def test_sides(text: str, trigger: str, actors: set[str], recipients: set[str]) -> None:
    """The complete draft on the trigger has these parties and no others."""
    from sayso.language import analyze

    document = Document("test", text, hashlib.sha256(text.encode()).hexdigest(), published=DAY)
    context = make_context(document, analyze(text))
    drafts = [d for d in propose(context, None) if d.whole]
    found = [d for d in drafts if trigger in {context.doc[i].text for i in d.tokens}]
    assert found, [context.doc[d.head].text for d in drafts]
    assert (set(found[0].actor_ids), set(found[0].recipient_ids)) == (actors, recipients)
