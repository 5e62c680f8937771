"""The stories of the sample archive that are kept in formats nobody writes by hand: real events, our own sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """A story as a reporter hands it in."""

    title: str
    author: str
    day: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs, each on one line."""
        return [" ".join(part.split()) for part in self.text.strip().split("\n\n")]


NEW_START = Story(
    "Obama and Medvedev sign away a third of their warheads in Prague",
    "Corinne Abelsen",
    "April 8, 2010",
    """
The United States and Russia agreed on Thursday to live with fewer nuclear weapons, and to go on counting each
other's. In the Spanish Hall of Prague Castle, under chandeliers that have seen other empires, President Barack Obama
and President Dmitry Medvedev put their names to a treaty that allows each side 1,550 deployed warheads.

The number is about a third lower than the ceiling of the last agreement between Washington and Moscow, and launchers
may not exceed 800, of which 700 may be deployed. Inspectors from both countries will again be able to visit silos and
submarine piers, which they have not done since the old treaty ran out in December.

Missile defence was the long-running quarrel of the negotiation. The Russians wanted limits on the American shield and
did not get them; a statement says only that offence and defence have to do with one another. Medvedev warned that his
country could leave if the shield grew into a threat.

Rose Gottemoeller, who led the American team through a winter of talks in Geneva, said that the two delegations had
learned to argue about commas. Her counterpart, Anatoly Antonov, called it the most thorough bargain of his life.

The Senate has to approve the treaty with two thirds of its votes, and so does the Duma with a simple majority.
Richard Lugar, the Republican from Indiana, has promised his support.
""",
)

PRECURSORS = Story(
    "EU and Russia sign accord on drug precursors in Yekaterinburg",
    "Benedikta Lorrain",
    "4 June 2013",
    """
YEKATERINBURG, 4 June 2013 — The European Union and Russia signed an agreement on Tuesday to keep watch together over
chemicals from which drugs are made, the one tangible result of a summit that was otherwise taken up by Syria.

Customs services on both sides will tell each other of suspicious orders of substances that industry needs and that
laboratories for heroin or amphetamines need, too. Brussels had negotiated the text for more than three years.

President Vladimir Putin received Herman Van Rompuy and José Manuel Barroso in the Urals, far from the usual palaces.
The guests spoke of visas, of gas and of a law under which Russian charities must call themselves foreign agents.

On Syria there was no agreement. Van Rompuy defended the end of the European arms embargo; Putin said that he had not
yet delivered the S-300 missiles that Damascus had paid for, because he did not wish to upset the balance in the
region.

Catherine Ashton was to go on to talks about a peace conference in Geneva. Diplomats of the Union said that work on
precursors showed what could still be done quietly, between offices, while ministers quarrelled.
""",
)

ANKARA_LOAN = Story(
    "Ankara signs for Russian air defence missiles, partly on credit",
    "Defne Karaoluk",
    "30 December 2017",
    """
Turkey has put its name to the purchase of Russian S-400 air defence missiles, the first weapon of its kind in the
arsenal of a member of NATO. The papers were signed in Ankara on Friday, and Moscow lends part of the price.

The Undersecretariat for Defence Industries said that two batteries would be bought, the second as an option, and that
Turkish soldiers alone would operate them. Deliveries are to begin in early 2020. Neither side gave the sum; Sergei
Chemezov, who runs the Russian state firm Rostec, has spoken of two and a half billion dollars.

President Recep Tayyip Erdogan has defended the deal as the choice of a sovereign country that was offered nothing as
good by its allies. Generals of the alliance answer that the missiles cannot be joined to its radars, and that the
secrets of the F-35 aircraft would not be safe beside them.

It is hardly two years since Turkish fighters shot down a Russian bomber and the hotline between the two armies fell
silent. Since then Ankara, Moscow and Tehran have divided the map of Syria into zones at talks in Astana.
""",
)

BELGRADE = Story(
    "Shoigu and Rodic sign military cooperation pact in Belgrade",
    "Teodor Vance",
    "13 November 2013",
    """
BELGRADE, 13 November 2013 (Meridian) - Serbia and Russia signed an agreement on military cooperation on Wednesday,
during the first visit of a Russian defence minister to Belgrade in more than ten years.

Sergei Shoigu and his host, Defence Minister Nebojsa Rodic, said that officers would train in each other's academies
and that the two armies would hold exercises together. The accord has a term of fifteen years.

Serbia has declared itself neutral between the alliances and negotiates with the European Union about membership.
Rodic said that the paper was aimed at nobody and that his country would go on working with NATO in its partnership
programme.

Shoigu also visited the centre in Nis from which Russian and Serbian crews are sent to floods and forest fires.
Western diplomats have asked why some of its staff should be given the immunity of embassies.
""",
)

ISLAMABAD = Story(
    "Russia and Pakistan sign first defence agreement",
    "Teodor Vance",
    "20 November 2014",
    """
ISLAMABAD, 20 November 2014 (Meridian) - Pakistan and Russia signed an agreement on defence cooperation on Thursday,
ending decades in which Moscow armed only the other side of the border.

Sergei Shoigu, the first Russian defence minister to come to Pakistan since the end of the Soviet Union, met Prime
Minister Nawaz Sharif and signed the document with Khawaja Asif, the minister of defence. It speaks of exchanges of
information, of the fight against terrorism and drugs, and of visits of warships.

A few months ago Moscow lifted its ban on selling arms to Islamabad. Asif hopes for attack helicopters, of which the
army would like to use twenty against militants in the mountains of Waziristan. Shoigu did not speak of numbers.

Both capitals look with worry at Afghanistan, from which most soldiers of NATO will leave by the end of the year.
""",
)

CAIRO = Story(
    "Russia and Egypt hold first two-plus-two talks in Cairo",
    "Naama Feldsher",
    "14 November 2013",
    """
Egypt opened a door to Moscow on Thursday that had been nearly shut for forty years. Sergei Lavrov and Sergei Shoigu,
the ministers for foreign affairs and for defence, came to Cairo together and met their Egyptian colleagues, Nabil
Fahmy and Abdel Fattah al-Sisi, round one table.

It was the first meeting in this form between the two countries. Shoigu said that they had agreed on joint exercises
of their navies and air forces and on the training of officers, and that there had been talk of arms. Newspapers in
Cairo wrote of air defence missiles and aircraft; neither side confirmed a contract.

Washington held back part of its military aid in October, after the army had removed President Mohamed Morsi. Fahmy
denied that one friend was to be replaced by another. Egypt, he said, was too large for a single partner.

A Russian cruiser, the Varyag, lay in the port of Alexandria during the visit. Old men on the quay recalled the
advisers whom Anwar Sadat sent home in 1972.
""",
)

TOKYO = Story(
    "Ministers of Japan and Russia talk missiles and islands in Tokyo",
    "Haruna Ishidate",
    "20 March 2017",
    """
Japan and Russia took up their meetings of four ministers again on Monday, after a pause of more than three years.
Foreign Minister Fumio Kishida and Defence Minister Tomomi Inada received Sergei Lavrov and Sergei Shoigu in Tokyo.

Both sides condemned the missiles that North Korea had fired into the sea two weeks before. They differed about the
answer: Inada defended the purchase of American interceptors, and Lavrov said that the shield which the United States
was building in the region was out of proportion to the threat.

Tokyo protested against Russian coastal missiles on the islands north of Hokkaido that it claims as its own, and
against plans to station a division there. Shoigu replied that the troops were to protect Russian territory.

Kishida said that it was good to speak frankly between neighbours. Prime Minister Shinzo Abe is to travel to Moscow at
the end of April, and wants joint fisheries and tourism on the islands as a step to a peace treaty.
""",
)

PYONGYANG = Story(
    "Putin and Kim promise each other help in case of attack",
    "Haruna Ishidate",
    "",
    """
Russia and North Korea have bound themselves to come to each other's aid if one of them is attacked. Vladimir Putin
and Kim Jong Un signed a treaty on a comprehensive strategic partnership in Pyongyang on Wednesday, on the Russian
president's first visit there in twenty-four years.

Kim called it an alliance. Putin, more careful, spoke of a defensive document, and did not rule out cooperation in
military technology. Washington and Seoul say that North Korean shells have been fired in Ukraine by the million.

For Japan the text is a nightmare with footnotes. Yoshimasa Hayashi, the chief cabinet secretary, said that his
government was gravely concerned about anything that breaks the resolutions of the United Nations, for which Russia
itself once voted.

Crowds with paper flowers lined the streets of Pyongyang, and the guest drove his host round a park in a Russian
limousine. He flew on to Hanoi in the night.
""",
)

ASTANA = Story(
    "Kazakhstan and Russia join their air defences",
    "Aibek Tolonov",
    "Wed, 30 Jan 2013 11:20:00 +0600",
    """
Kazakhstan and Russia will watch the sky over both countries as one. Sergei Shoigu and Adilbek Dzhaksybekov, the
ministers of defence, signed an agreement on a common regional system of air defence in Astana on Wednesday.

Radars and missile units stay under national command in peace and exchange what they see. Shoigu promised to hand over
several S-300 batteries free of charge, to replace equipment that is older than most of its crews.

It is the second system of this kind, after the one with Belarus. Dzhaksybekov hopes that Armenia will follow, and
that one day there will be a single shield for the whole Collective Security Treaty Organization.

The two ministers also spoke of the ranges that Russia rents in the steppe. Kazakhstan would like to have some of that
land back.
""",
)

BISHKEK = Story(
    "Bishkek lets Russian base stay and is forgiven its debts",
    "Aibek Tolonov",
    "Thu, 20 Sep 2012 18:05:00 +0600",
    """
Kyrgyzstan has agreed that Russian soldiers remain at Kant and three smaller places for fifteen years more. President
Almazbek Atambayev and his guest, Vladimir Putin, were present when the papers were signed in Bishkek on Thursday.

In return Moscow writes off nearly half a billion dollars of debt and will help to build power stations on the Naryn.
The airfield, the torpedo range on lake Issyk-Kul and two stations will form one united base from 2017 on.

Atambayev repeated that the American transit centre at Manas would close when its lease ends in 2014. No foreign
aircraft, he said, should stand at a civil airport in Kyrgyzstan after that. Putin thanked him with a nod.

Neighbours downstream read the energy contracts with suspicion. Uzbekistan fears for its water.
""",
)

GENEVA = Story(
    "Kerry and Lavrov agree on Syria truce and a joint centre for air strikes",
    "Imogen Tarrant",
    "2016-09-10T01:30:00Z",
    """
After a day that ended past midnight the United States and Russia presented a plan to halt the war in Syria. John
Kerry and Sergei Lavrov announced in Geneva that weapons were to fall silent from sunset on Monday.

If the truce holds for seven days, the two powers mean to go further than ever: officers would sit together in a joint
implementation centre, share what they know of the positions of Islamic State and the Nusra Front, and choose targets
together. The Syrian air force would keep away from agreed areas.

The Pentagon has doubts about sharing intelligence with Moscow, and hours were lost while Kerry waited for an answer
from Washington. Lavrov sent pizza, and later vodka, to the reporters in the corridor.

Staffan de Mistura, the envoy of the United Nations, hopes that lorries with food will reach Aleppo. Aid workers said
that they had heard such words before.
""",
)

GORSHKOV = Story(
    "India buys Admiral Gorshkov from Russia after decade of haggling",
    "Meenal Varadkar",
    "20 January 2004",
    """
India will have a second aircraft carrier. Defence ministers George Fernandes and Sergei Ivanov watched on Tuesday as
officials signed for the Admiral Gorshkov, a ship that has lain idle in northern Russia since a fire on board.

The hull comes as a gift; its conversion in the yard of Severodvinsk and the aircraft for its deck are to cost about a
billion and a half dollars. Sixteen MiG-29K fighters and a handful of helicopters are part of the contract.

Ivanov called India a partner to whom Russia gave what it gave no other. Fernandes said that the navy, whose Viraat
was launched under another flag half a century ago, would receive the ship in 2008.

Auditors in Delhi were less festive. Nobody, one of them remarked, had yet seen how deep the rust went.
""",
)

CHAKRA = Story(
    "Russian nuclear submarine joins Indian navy on ten-year lease",
    "Meenal Varadkar",
    "23 January 2012",
    """
India is again among the few navies that put to sea with a nuclear reactor. The Russian submarine Nerpa was handed
over at the yard of Bolshoi Kamen near Vladivostok on Monday and will sail as the Chakra for ten years.

The lease costs close to a billion dollars. Ajai Malhotra, the ambassador in Moscow, was present when the flag was
changed; he spoke of trust between India and Russia that few countries could claim for each other.

Twenty people died on board in 2008 when a fire system was set off by mistake during trials. Indian crews have trained
for more than a year at Sosnovy Bor, near Saint Petersburg.

The boat carries no nuclear weapons, which treaties forbid. Admirals want to learn on it for the Arihant, the
submarine that India is building for itself.
""",
)

MISTRAL = Story(
    "Paris vend à Moscou deux navires Mistral",
    "Maëlle Kerguidu",
    "25 janvier 2011",
    """
La France et la Russie ont signé mardi à Saint-Nazaire un accord sur la construction de deux navires porte-
hélicoptères de type Mistral, la première vente d'armes de cette taille d'un pays de l'OTAN à Moscou.

Le président Nicolas Sarkozy a assisté à la cérémonie devant les ouvriers des chantiers, à côté du vice-premier
ministre russe Igor Setchine. Deux autres bâtiments doivent être construits en Russie, avec l'aide des Français.

Les pays baltes et la Géorgie ont protesté. À Paris, on répond qu'il faut choisir : ou bien la Russie est un
partenaire de sécurité en Europe, ou bien elle ne l'est pas.

Le prix n'a pas été rendu public, et des questions restent ouvertes sur la transmission des technologies. À Saint-
Nazaire, le contrat assure du travail à mille personnes pendant quatre ans.
""",
)

ORENBURG = Story(
    "Chavez leaves Russia with a credit for arms",
    "Teodor Vance",
    "2008-09-26",
    """
Venezuela will get a billion dollars from Russia to buy Russian weapons. The loan was announced on Friday in Orenburg,
where President Hugo Chavez met Dmitry Medvedev after watching a military exercise on the steppe.

Chavez said that his country needed air defences and submarines because the United States threatened it. A squadron
led by the cruiser Peter the Great has left the northern fleet for manoeuvres with the Venezuelan navy in November.

Medvedev denied that any of this was directed against a third country.
""",
)

HANOI = Story(
    "Putin signs military accord in Hanoi",
    "Teodor Vance",
    "2013-11-12",
    """
Vietnam and Russia agreed on Tuesday to work more closely on arms and on the training of crews. President Vladimir
Putin and his host, Truong Tan Sang, looked on in Hanoi as the agreement was signed.

Vietnam has ordered six submarines of the Kilo class, the first of which is to arrive from Saint Petersburg within
weeks. Russian instructors teach at Cam Ranh, once the largest Soviet base abroad.

Sang spoke of a friendship tested by time. Neither leader mentioned China, with which Vietnam quarrels about islands
and with which Russia has a treaty of its own.
""",
)

TEHRAN = Story(
    "Shoigu signs defence pact in Tehran",
    "Naama Feldsher",
    "20.01.2015",
    """
Iran and Russia signed an agreement on military cooperation on Tuesday, on the first visit of a Russian defence
minister to Tehran in fifteen years. Sergei Shoigu and Hossein Dehghan spoke of joint exercises and of the fight
against terrorism.

Dehghan said that the two would answer together to interference from outside the region. Nothing was said in public
about the S-300 missiles which Moscow sold and then, in 2010, refused to deliver under pressure from Washington and
Israel.

In Jerusalem officials called the visit a reason for vigilance, not for alarm.
""",
)
