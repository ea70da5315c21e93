"""Short and pet forms of forenames.

Compiled by hand from what is commonly known of names, as dictionaries of first names and
Wiktionary's pages of given names say it; a fact each, of no one's list. A line is one group: the
full names, a colon, the short ones. Whoever has one of them may be called by any other of the
line. Folded: no accents, no capitals.
"""

from functools import lru_cache

_GROUPS = """
abigail: abby abbie gail
abraham: abe bram
adam: ad addy
adelaide adeline: addie della
agnes: aggie nessie nesta
albert alberta: al bert bertie
alexander alexandra alexandria alistair alasdair: alex alec alick sandy sandra lex lexi xander sasha
alfred alfreda: alf alfie fred
alice alison: ali allie ally
amanda: mandy
andrew andrea: andy drew
angela angelina: angie ange
ann anne anna annie hannah: annie nan nancy anya annette
annabel arabella isabella isabel elizabeth elisabeth: bella belle bell
anthony antony antonia: tony toni ant
archibald: archie
arthur: art artie
barbara: barb babs barbie
bartholomew: bart
benjamin: ben benny benji
bernard: bernie
beverley beverly: bev
bradley: brad
bridget brigid: biddy bridie
cameron: cam
caroline carolyn carol: caz carrie caro
catherine katherine kathryn kathleen: kate katie katy cathy kathy kat kit kitty cath kath kay
catriona caitlin katrina: kate katie cat trina triona
charles charlotte charlene: charlie charley chas chuck lottie
christine christina christian christopher: chris chrissie christy tina kit kris
clifford: cliff
constance: connie
cynthia: cindy
daniel daniella danielle: dan danny dani
david: dave davy davey dai dafydd
deborah: deb debs debbie debby
dennis denis denise: den
derek: del
diana diane: di
donald: don donnie
dorothy dorothea: dot dottie dolly dora
douglas: doug dougie
edmund edward edwin eduard: ed eddie ned ted teddy
eileen: ei
eleanor elinor helen helena ellen: ellie nell nellie nelly lena nora
elizabeth elisabeth: liz lizzie lisa beth betty bess bessie betsy eliza libby lily elsie
emily emma emmeline: em emmy emmie
ernest ernestine: ernie
esther hester: essie hetty
eugene: gene
evelyn eve eva: evie
florence: flo florrie flossie
frances francis francesca franklin: fran frank frankie fanny
frederick frederic frederica: fred freddie freddy freda
gabriel gabrielle: gabe gabby
gareth: gaz
gary: gaz
geoffrey jeffrey: geoff jeff
george georgina georgia: georgie
gerald gerard geraldine: gerry ged
gillian: gill jill gilly jilly
gordon: gord
graham: gray
gregory: greg
gwendolen gwendoline gwenllian gwyneth: gwen gwenny
harold harry henry harriet: hal harry hattie hank
hugh: hughie huw
ian: iain
irene: renee
jacqueline: jackie jacqui
james: jim jimmy jamie jem
jane janet janice joan: jan janie jenny
jason: jay
jennifer: jen jenny jenna
jeremy jeremiah: jerry jez
jessica: jess jessie
joanne joanna josephine: jo josie joey
john jonathan: jack johnny jon jonny jock
joseph: joe joey
joshua: josh
joyce: joy
judith: judy jude
julia julie julian juliana: jules
karen: kaz
kenneth: ken kenny
kevin: kev
kimberley kimberly: kim
laura lauren: laurie lol
lawrence laurence: larry laurie loz
leonard: len lenny leo
leslie lesley: les
lillian: lil lily
linda: lin lindy
louis louise: lou louie lulu
lucy lucinda lucille: lucy lu
madeleine madeline: maddie maddy
malcolm: mal
margaret marguerite: maggie meg megan peg peggy marge madge margie greta mags rita
maria marie mary miriam: molly polly may mamie mimi
marion marian: maz
martin: marty
martha: mattie patty
matilda: tilly tilda mattie
matthew: matt matty
maureen: mo
maurice morris: mo
maxwell maximilian maxine: max
melanie: mel
melissa: mel lissa
michael michelle michaela: mike mick micky mickey mikey shell shelley chelle
mildred: millie
mohammed muhammad mohammad mohamed: mo mohd
morgan: mog
nathan nathaniel: nat nate
neil: neilly
nicholas nicola nicole: nick nicky nic nicki nikki
nigel: nige
norman: norm
oliver olivia: ollie olly liv
oswald: oz ozzie
pamela: pam
patricia patrick: pat patsy paddy tricia trish patty
paul paula pauline: paulie polly
penelope: pen penny
peter: pete
philip phillip philippa: phil pip pippa
phyllis: phyl
priscilla: cilla
rachel: rach rae
raymond: ray
rebecca: becky becca bex
reginald: reg reggie
richard: dick rick ricky rich richie dickie
robert roberta: bob bobby rob robbie bert bobbie
roderick: rod roddy
rodney: rod
roger: rodge
ronald: ron ronnie
rosemary rosalind rose: rosie ros roz
rupert: rupe
russell: russ
samantha samuel: sam sammy
sarah sara: sally sadie sal
sebastian: seb
sharon: shaz shar
sheila: shee
shirley: shirl
sidney sydney: sid syd
sophia sophie: soph sophie
stanley: stan
stephen steven stephanie: steve stevie steph ste
stuart stewart: stu
susan susanna suzanne: sue susie suzy suzie
sylvia: syl
terence theresa teresa: terry tess tessa tessie
theodore: theo ted teddy
thomas: tom tommy
timothy: tim timmy
tobias: toby
tracy tracey: trace
trevor: trev
ursula: ursie
valerie: val
vanessa: nessa ness
veronica: ronnie vera
victor victoria: vic vicky vicki tori
vincent: vince vin vinny
violet: vi
virginia: ginny
vivian vivien: viv
walter: wally walt
wendy: wend
wilfred: wilf
william wilhelmina: bill billy will willie willy wills liam mina
winifred: win winnie freda
yvonne: von
zachary: zac zach zak
zoe: zo
dafydd: dai dewi
gwilym: gwil wil
ieuan ioan: ianto iolo
llewelyn llywelyn: llew lyn
myfanwy: myf
rhiannon: rhi
eluned: lyn
padraig: paddy podge
sean: johnny
siobhan: shiv
aleksandra aleksander: ola olek oleg
agnieszka: aga agusia
andrzej: jedrek
anna: ania anka hania andzia
barbara: basia baska
elzbieta: ela elka
ewa: ewka ewunia
grzegorz: grzesiek grzes
jan: janek jas jasiek
joanna: asia aska
jozef: jozek
katarzyna: kasia kaska kasienka
krzysztof: krzysiek krzys
magdalena: magda madzia
malgorzata: gosia goska malgosia
maria: marysia marynia maryska
pawel: pawelek
piotr: piotrek piotrus
stanislaw: staszek stas stasiek
tomasz: tomek
wojciech: wojtek
zbigniew: zbyszek
zofia: zosia zoska
александр александра: саша шура саня
алексей: леша алеша
анастасия: настя
анна: аня анюта нюра
владимир: володя вова
дмитрии: дима митя
евгении евгения: женя
екатерина: катя катюша
елена: лена алена
иван: ваня ванюша
ирина: ира
мария: маша маруся маня
михаил: миша
наталья наталия: наташа ната
николаи: коля
ольга: оля
павел: паша
петр: петя
сергеи: сережа
софья софия: соня
татьяна: таня
юрии: юра
georg: schorsch
hans johannes johann: hannes hansi
heinrich: heinz heiner
joachim: achim jochen
josef: sepp
katharina: kathi kati
ludwig: lutz wiggerl
maximilian: maxl
sebastian: basti
ulrich ulrike: uli ulli
wolfgang: wolf wolfi
antonio: tono toni
concepcion: concha conchita
dolores: lola
enrique: quique
francisco: paco pancho curro
francisca: paqui paquita
guadalupe: lupe lupita
guillermo: memo
ignacio: nacho
jesus: chuy
jose: pepe
josefa: pepa
manuel: manolo manu
rosario: charo
francesco: checco ciccio franco
giovanni: gianni vanni
giuseppe: beppe peppe pino
luigi: gigi
γεωργιοσ γιωργοσ: γιωργησ γιωργακησ
ιωαννησ: γιαννησ
δημητριοσ: δημητρησ μητσοσ
νικολαοσ: νικοσ
κωνσταντινοσ: κωστασ ντινοσ
ελενη: λενα
αικατερινη: κατερινα
παναγιωτησ: τακησ πανοσ
""".split("\n")


@lru_cache(maxsize=1)
def _by_name() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for line in filter(None, _GROUPS):
        full, short = (part.split() for part in line.split(":"))
        for name in (*full, *short):
            made.setdefault(name, set()).update(short if name in full else (*full, *short))
    return {name: frozenset(others - {name}) for name, others in made.items()}


def nicknames(name: str) -> frozenset[str]:
    """What else someone of this forename may be called; folded, as the name is given."""
    return _by_name().get(name, frozenset())
