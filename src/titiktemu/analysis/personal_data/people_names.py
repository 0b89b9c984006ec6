"""Given and family names that are common in Indonesia: written from general knowledge, without frequencies.

A list never holds everybody. That is why a column of names is always said to be uncertain.
"""

from __future__ import annotations

import re

NAMES = frozenset(
    """
    abdul abdullah abdurahman abdurrahman abidin achmad adam ade adelia adi adinda aditya adrian afif afifah
    agung agus agustin agustina agustinus ahmad ahmed ainun aisyah aji akbar akhmad alamsyah albertus aldi
    aldo alex alfian ali alif alifah alvin alya amalia amanda amelia amin aminah amir amiruddin amirudin ana
    anak anastasia andi andika andini andre andreas andri andriani andrianto andy angga anggi anggraeni
    anggraini ani anik anisa anissa anita anjani anna annisa ansori anto anton antoni antonius anwar aprilia
    aprilian ardi ardian ardiansyah ari arief arif arifah arifin arini aris aritonang arman armando artawan
    arya asep asih asmawati asri asrul astri astrid astuti atik atika aulia ayu azhar azis aziz azizah azizi
    azzahra bagas bagus bahar bahri baihaqi baiq bambang bangun barus basuki batubara bayu benny bernadus
    bima bimo boedi budi budianto budiarti budiarto budiman budiono budiyanto burhan burhanuddin cahya
    cahyadi cahyani cahyo cahyono candra caniago catur chairul chandra chaniago christian christina cici
    citra cokorda cut daeng daffa dahlan damanik dani daniel danu darma darmanto darmawan darsono daryanto
    datuk daulay david dedi dedy deni denny derry desak desi deswita desy devi dewa dewi diah dian diana
    dika dimas dina dinda dini djoko dodi dody dominikus doni donny dwi dyah eddy edi edy efendi effendi
    effendy eka eko elisa elisabet elisabeth elly ely emi endah endang enembe eni enny erik erlangga erlina
    erna ernawati erni erwanto erwin esti eva evi fadhil fadhilah fadil fadila fadillah fahmi fahri fahrul
    faisal faiz faizal fajar fani farah farhan farid farida faridah fathur fatimah fatma fatmawati fauzan
    fauzi fauziah febri febriana febrianti febrianto febriyanti felix ferdi ferdian ferdinand feri ferry
    fikri fira firdaus firman firmansyah fitri fitria fitriah fitriana fitriani fitriyah fitriyani fransiska
    fransiskus galang galih galuh gatot gede gilang gina ginting gita gulo gultom gunadi gunarto gunawan
    guntur gusti habib habibah habibi hadi hafid hafidz hafiz haidar hakim halim halimah hamdan hamid
    hamidah hamka hamzah hana handayani handoko handoyo hani hanif hanifah harahap hardi hardianto harefa
    hari hariadi harianto haris hariyadi hariyanto harjono harsono hartanto hartati hartini hartono haryanto
    haryati haryono hasan hasanah hasanuddin hasanudin hasbi hasibuan hasim hasyim hendra hendrawan hendri
    hendro heni henny henry herawati heri herianto heriyanto herlambang herlina herman hermanto hermawan
    herry heru hery hesti hidayah hidayat hidayati hidayatullah hilda hilman husaini husein husen husin
    husna husni hutabarat hutagalung hutapea ibnu ibrahim ichsan ida idris iin iis ika ikbal ikhsan ikhwan
    ilham ilyas imam imran imron ina indah indarti indra indrawan indrawati indri indriani indriyani ine
    inggrit intan ipung iqbal ira iradat irawan irawati irfan irma irmawati irwan irwansyah isa iskandar
    ismail ismawati isnaini istiqomah iswanto ita iwan izzah jainal jaka jamal jamaluddin jamaludin jamil
    jamilah janah jannah jarwo jefri jihan johan johanes johannes joko jon jonathan joni jono joseph juanda
    juli juliana julianto jumadi jumiati junaedi junaidi juwita kaban kadek kalalo kaligis kamal kamaludin
    kambu karim karina karmila karo karsono kartika kartini kartono karubaba kasim kasiyati kasmiati kasmini
    katarina kemal ketut khadijah khairani khairul khairunnisa khoiriyah khoirul khotimah kiki kogoya komang
    komariah koto kris krisna krisnawati kristian kristiani kristina kurnia kurniasari kurniasih kurniati
    kurniawan kurniawati kusnadi kusuma kusumawati kusumo kwee laila lailatul laksmi lalu laoli laras lasmi
    lasut latif latifah latuconsina latuheru leimena lekatompessy lely leni lestari lia lidya liem lilik
    lilis lim lina linda lisa lisnawati listiani lubis luh lukas lukman luluk lumban lumbantobing lumowa
    lusi lusia lutfi luthfi machmud made mahendra mahfud mahmud mahmudah malik malikah mamahit mamat mambor
    manalu manan mandacan mandagi mandey manik manoppo manurung marah marbun marcel margareta maria mariam
    mariana mariani mariyam marlina marni marpaung marsudi martha martini maryam maryati maryono marzuki
    mas'ud mas'udah masitoh masruroh matondang matulessy maulana maulida maulidya maya mayasari mega
    megawati meilani melati meli melinda mendrofa mia michael mira mirna misbah miskun misnawati moch moh
    mohamad mohammad mohammed mokhamad mokoginta much muchamad muchlis muchtar mudjiono muh muhaimin muhamad
    muhammad muhlis muhtar mujiati mujiono mukhlis mukti mulyadi mulyana mulyani mulyanto mulyati mulyono
    munawaroh munir murib murni mursid murtini muslih muslim muslimah mustafa musthofa mustofa mutia mutiara
    mutmainah nababan nabil nabila nabilah nadia nadila nafisah naibaho naila nainggolan nanang nanda nani
    nanlohy napitupulu narto nasrudin nasrullah nasution natalia nazar neneng nengah neni ngatinah ngatiyem
    ngurah niken nilam nina ningrum ningsih nisa novan novi novia noviana novianti novita nugraha nugroho
    nunung nur nuraeni nuraini nurani nurazizah nurbaiti nurdin nurfadilah nurhadi nurhaliza nurhasanah
    nurhayati nuri nurjanah nurjannah nurkholis nurlaela nurlaila nurlela nurmala nurohman nurrahman
    nurrohmah nurul nurwahid nuryani nyak nyoman okta oktavia oktaviani oktavianus olivia pakpahan pande
    pandu pane pangaribuan pangemanan panggabean panjaitan panji paputungan pardede parinduri pasaribu pasek
    patimah pattiasina pattinasarany pattiwael paulus pelupessy permana permata permatasari petrus piliang
    pohan ponijan poniman ponirah prabowo pradana pramono pranata prasetiyo prasetya prasetyo prastiwi
    pratama pratiwi prawira priyanto priyono puji pujianto pujiastuti purba purnama purnamasari purnomo
    purwadi purwanti purwanto purwati puspa puspita puspitasari puteri putra putri putu qomariah rachmad
    rachman rachmat rachmawati raden radit raditya rafi rafli rahardjo raharjo rahayu rahim rahma rahmad
    rahmadani rahmadhani rahmah rahman rahmat rahmawati rahmi raihan raja raka rama ramadan ramadhan
    ramadhani ramdan ramdani ramlah ramli rangga rangkuti rani ranti rara ratih ratna ratnasari ratnawati
    rattu regina reni renny resti restu retno reza rian riani riany rida ridho ridwan rifai rifki rifqi rika
    riki rina rinda rini riri riska riski risma riswan riswanto rita ritonga rivaldi riyadi riyanti riyanto
    rizal rizka rizki rizky rizqi robert robi rochmah rofiq rohani rohayati rohim rohmah rohman rohmat
    romadhon romli rosa rosalina rosdiana rosi rosida rosidah rosita rosmiati roy rudi rudianto rudiyanto
    rudy rukmana rukmini rumahorbo rumapea rumaropen rumbewas rumbiak rumengan runtuwene rusdi ruslan rusli
    rusmini rusmiyati sabar sabrina safira safitri sagala sahetapy sahrul said saifudin saiful salamah
    salampessy salim salma salman salsabila samosir samsudin samsul samuel sandi sandra sandy sang santi
    santosa santoso sapri saputra saputri saragih sari sariah sarifah sarifudin sarip sarjono sarmi sartika
    sarwono satria satriawan satrio sawitri sayyid selvi sembiring septi septian septiana septiani septiawan
    serli setia setiadi setiawan setiawati setiyawan setyaningsih setyawan setyawati setyo setyono setyowati
    shinta shofia sholeh sholihah siahaya sianipar sianturi sibarani siburian sidik sigit sihite sihombing
    sihotang silaban silaen silalahi silitonga silvi silvia simamora simanjuntak simanungkalit simarmata
    simatupang simbolon simon sinaga sinambela sinta sinuhaji sirait siregar siska siswanto siswoyo
    sitanggang sitepu siti sitompul sitorus situmeang situmorang slamet sobari sobirin sodikin sofia sofian
    sofyan soleh solehudin solihah solihin solikhin sondakh sonia sri stefanus stella suardika suarta
    subagio subagyo subandi subekti subhan sucipto sudana sudarmaji sudarman sudarmi sudarsono sudaryanto
    sudirman sudjono sudrajat sugeng sugianto sugiarti sugiarto sugiharto sugiono sugito sugiyanto sugiyarti
    sugiyono suhaimi suhardi suharti suhartini suharto suhartono suharyanto suhendar suhendra suherman
    suhermanto sujarwo sujatmiko sujono sukadana sukardi sukarno sukarti sukma sukmawati sukri sukron
    sulaeman sulaiman sulastri sulis sulistiani sulistianingsih sulistiyono sulistyawati sulistyo
    sulistyowati sulton sumarni sumarno sumarsono sumarti sumartini sumiati sumini sumirah sumiyati sumual
    sunandar sunardi sunarsih sunarti sunarto sunarya sunaryo sundari sungkono suparjo suparman suparmi
    suparmin suparno suparti supiah supian supit suprapti suprapto supriadi suprianto supriyadi supriyanto
    supriyati supriyono surati surbakti surti surya suryadi suryana suryani suryanto suryati suryo suryono
    susan susanti susanto susi susiani susilawati susilo susilowati sutarman sutarno suteja sutejo sutikno
    sutinah sutini sutisna sutiyono sutopo sutrisno suwandi suwardana suwarni suwarno suwarti suwito suyadi
    suyanti suyanto suyati suyitno suyono syafii syafiq syafira syafitri syafrizal syahputra syahputri
    syahrial syahril syahrul syaifudin syaiful syamsiah syamsuddin syamsudin syamsul syarif syarifah
    syarifuddin syarifudin syekh syifa tabuni tahalele tambunan tampubolon tan tania tanjung tanti tantri
    tarigan tarmizi taufan taufik taufiq tedi teguh telaumbanua tengku tety teuku teungku tia tiara tini
    titi titik titin tjahjono tjandra tobing tomasoa tomi tommy toni tono totok tri triana trianto trisna
    trisno triyanto triyono tuah tuasikal tuhumury tukiman tukinem tukiran tumanggor tumbelaka turmudi tuti
    tutik ucok udin ujang ulfa ulfah ulya umar umaroh umi ummi untari untung ursula usman utami utari utomo
    vera veronika via vicky victor vina vincent vita wachid wagiman wagimin wahab wahid wahidin wahyono
    wahyu wahyudi wahyuni wahyuningsih walangitan waluyo wamafma wan wardana wardani wardoyo warsito warsono
    wartini waruwu wasis wati wattimena wawan wayan wenas wenda wibisono wibowo wicaksono widia widiastuti
    widiawati widodo widya widyastuti widyawati wiharto wijaya wijayanti wijayanto winarni winarno winarsih
    winarti windi wira wirawan wiryawan wisnu wiwik wiwin wonda wong wowor wulan wulandari wuri yadi yahya
    yani yanti yanto yanuar yarangga yasin yasmin yati yayan yayuk yeni yenny yessi yikwa yoga yogi yohana
    yohanes yohannes yolanda yono yosef yudha yudhi yudi yuli yulia yuliana yuliani yulianti yulianto
    yuliati yulius yuliyanti yuni yuniar yuniarti yunita yunus yusep yuslina yusman yusril yusron yusuf
    zaenab zaenal zaenudin zahra zahrah zahro zainab zainal zaini zainuddin zainudin zakaria zaki zakiyah
    zalfa zebua zega zubaidah zuhri zulfa zulfikar zulham zulkarnain zulkifli zuraida
    """.split()  # noqa: SIM905 - a list of a thousand strings would be a thousand lines
)
"""In small letters, without titles."""

TITLES = frozenset(
    [
        "dr",
        "drg",
        "ir",
        "h",
        "hj",
        "kh",
        "prof",
        "drs",
        "dra",
        "tn",
        "ny",
        "nn",
        "sdr",
        "sdri",
        "bp",
        "bpk",
        "bapak",
        "ibu",
        "bin",
        "binti",
        "alm",
        "almh",
        "ust",
        "ustadz",
        "kyai",
        "nyai",
        "rr",
        "rm",
        "gus",
        "spd",
        "se",
        "sh",
        "st",
        "skom",
        "sip",
        "sos",
        "ssos",
        "stp",
        "si",
        "ssi",
        "sag",
        "sked",
        "skm",
        "skep",
        "ners",
        "mpd",
        "mm",
        "msi",
        "mh",
        "mt",
        "mkes",
        "mkom",
        "ma",
        "msc",
        "phd",
        "apt",
        "spog",
        "spa",
        "amd",
        "amdkep",
        "amdkeb",
        "strkeb",
        "strkep",
        "spt",
        "sfarm",
    ]
)
"""Before or after a name, without points."""

TITLED = re.compile(
    r"^(?:(?:Prof|Dr|dr|drg|Drs|Dra|Ir|KH|Kol|Letkol|Serma|AKP|Iptu|Aiptu|Hj?|Ny|Tn|Sdri?|Bpk)\.? )+(?=[A-Z])"
    r"|, ?(?:S|M|A|Sp|Apt|Ners|Amd|Ph|Dr|SE|SH|ST|MM|MT|MH|SKM|Lc)\.? ?(?:[A-Z][A-Za-z]{0,5}\.?)?(?:,|$| )"
)
"""What stands before or behind the names of people: titles, and academic degrees after a comma."""

ENDING = re.compile(
    r"[a-z]{2,}(?:anto|udin|uddin|awati|[aiu]yati|iati|yadi|iono|yono|jono|yani|iani|syah|imah|ifah|iana|tini|iawan"
    r"|iyah|inah|idah|ijan|imin|idin|ullah|iyem|inem|ningsih|ningrum|[hiy]anti|astuti|hman|rman)"
)
"""Ends of words that names have, and not one in five hundred words of the names of villages."""

HEROES = frozenset(
    [
        "ahmad yani",
        "jenderal ahmad yani",
        "a yani",
        "sudirman",
        "jenderal sudirman",
        "gatot subroto",
        "diponegoro",
        "kartini",
        "ra kartini",
        "hasanuddin",
        "sultan hasanuddin",
        "imam bonjol",
        "teuku umar",
        "cut nyak dien",
        "pattimura",
        "hayam wuruk",
        "gajah mada",
        "s parman",
        "letjen s parman",
        "mt haryono",
        "suprapto",
        "letjen suprapto",
        "panjaitan",
        "di panjaitan",
        "sutoyo",
        "pierre tendean",
        "yos sudarso",
        "adi sucipto",
        "halim perdanakusuma",
        "agus salim",
        "h agus salim",
        "ki hajar dewantara",
        "dewi sartika",
        "wahidin sudirohusodo",
        "dr sutomo",
        "sutomo",
        "cokroaminoto",
        "hos cokroaminoto",
        "moh hatta",
        "mohammad hatta",
        "soekarno",
        "sukarno hatta",
        "soekarno hatta",
        "supratman",
        "wr supratman",
        "slamet riyadi",
        "basuki rahmat",
        "urip sumoharjo",
        "veteran",
        "kh hasyim asyari",
        "hasyim asyari",
        "kh ahmad dahlan",
        "ahmad dahlan",
        "wahid hasyim",
        "kh wahid hasyim",
        "sultan agung",
        "brawijaya",
        "airlangga",
        "raden saleh",
        "raden wijaya",
        "untung suropati",
        "trunojoyo",
        "sisingamangaraja",
        "i gusti ngurah rai",
        "ngurah rai",
        "pangeran antasari",
        "antasari",
        "raden intan",
        "sam ratulangi",
        "dr cipto",
        "dr wahidin",
        "muh yamin",
        "muhammad yamin",
        "setiabudi",
        "sutan syahrir",
        "teuku cik ditiro",
        "christina martha tiahahu",
        "jenderal suprapto",
        "kapten pierre tendean",
        "mayjen sungkono",
    ]
)
"""People whom streets are named after, as street names write them."""
