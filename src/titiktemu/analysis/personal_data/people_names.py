"""Given and family names that are common in Indonesia: written from general knowledge, without frequencies.

A list never holds everybody. That is why a column of names is always said to be uncertain.
"""

from __future__ import annotations

import re

NAMES = frozenset(
    """
    abd abdul abdullah abdurahman abdurrahman abidin abizar achmad adam ade adelia adi adinda aditya
    adrian afandi afif afifah agung agus agustin agustina agustinus ahmad ahmed aini ainun aisyah aji
    akbar akhmad alamsyah albertina albertus aldi aldo alex alfian alfiyah ali alif alifah alimah almira
    alvaro alvin alya amalia amanda ambo amelia amin aminah amir amiruddin amirudin ana anak anam
    anastasia andi andika andini andre andreas andri andriani andrianto andy angelina angga anggi
    anggraeni anggraini ani anik aniqoh anisa anissa anita anjani anna annisa anshori ansori anto anton
    antoni antonia antonius anwar apolonia aprilia aprilian aqila ardi ardian ardiansyah ari arief arif
    arifah arifin arini aris aritonang arkan arman armando arofah arsyila artawan artini arya asep asih
    asmawati asnawi asri asrori asrul astawa astri astrid astuti astutik athaya atik atika aulia ayu
    azhar azis aziz azizah azizi azka azzahra badriyah bagas bagus bahar bahri baidowi baihaqi baiq
    bambang bangun baransano barus baso basuki batubara bayu becce benny bere bernadeta bernadus besse
    bima bimo blasius boedi bonifasius bryan buasan budi budianto budiarti budiarto budiman budiono
    budiyanto burhan burhanuddin cahya cahyadi cahyani cahyo cahyono candra caniago catur chairul
    chandra chaniago christian christina cici cindy citra clarissa cokorda cut daeng daffa dahlan
    damanik dani daniel danu darma darmanto darmawan darsono daryanto datuk daulay david dedi dedy deni
    denny derry desak desi deswita desy devi devina dewa dewi dhani diah dian diana dika dimas dina
    dinda dini djoko dodi dody dominikus doni donny dorkas douw dwi dyah dzakiyah eddy edi edy efendi
    effendi effendy eka eko elisa elisabet elisabeth elly ely emi endah endang endro enembe eni enny
    enumbi erik erlangga erlina erna ernawati erni erwanto erwin esti eva evi fadhil fadhilah fadil
    fadila fadillah fadlilah fahmi fahri fahrul faisal faiz faizal fajar fani farah farhan farid farida
    faridah fathan fathur fatimah fatma fatmawati fauzan fauzi fauziah febri febriana febrianti
    febrianto febriyanti felicia felix ferdi ferdian ferdinand feri fernandes ferry fikri fira firdaus
    firman firmansyah fitri fitria fitriah fitriana fitriani fitriyah fitriyani fransina fransiska
    fransiskus galang galih galuh gatot gede ghofur ghozali gibran gilang gina ginting giok gita gobai
    goreti grace gracia gregorius gulo gultom gunadi gunarto gunawan guntur gusti habib habibah habibi
    hadi hafid hafidz hafiz haidar hakim halim halimah halimatus hambali hamdan hamdani hamid hamidah
    hamka hamzah hana handayani handoko handoyo hani hanif hanifah hanum harahap hardi hardianto harefa
    hari hariadi harianto haris hariyadi hariyanto hariyono harjono harsono hartanto hartati hartini
    hartono haryanto haryati haryono hasan hasanah hasanuddin hasanudin hasbi hasibuan hasim hasyim
    hendra hendrawan hendri hendro heni henny henry herawati heri herianto heriyanto herlambang herlina
    herman hermanto hermawan herry heru hery hesti hidayah hidayat hidayati hidayatullah hilda hilman
    himmatul hironimus hoa holilah husaini husein husen husin husna husni husnul hutabarat hutagalung
    hutapea hwa ibnu ibrahim ichsan ida idris ignasius iin iis ika ikbal ikhsan ikhwan ilham ilyas imam
    imbiri imran imron ina inayah indah indarti indra indrawan indrawati indri indriani indriyani ine
    inggrit intan ipung iqbal ira iradat irawan irawati irfan irma irmawati irwan irwansyah isa iskandar
    ismail ismawati ismiati isnaini istianah istiqomah iswanto ita iwan izzah jainal jaka jamal
    jamaluddin jamaludin jamil jamilah janah jannah jarwo jason jebarus jefri jennifer jessica jihan
    johan johanes johannes joko jon jonathan joni jono joseph juanda juli juliana julianto juma'ati
    jumadi jumiati junaedi junaidi juwita kaban kadek kafiar kalalo kaligis kamal kamaludin kambu kamil
    kanisius karim karina karmila karo karsono kartika kartini kartono karubaba kasiani kasim kasimin
    kasinem kasiyati kasmari kasmiati kasmini katarina kayla keenan keisha kemal kenzie kenzo ketut
    kevin khadijah khairani khairul khairunnisa khalid khoiriyah khoirul khotimah kiki kirana klau
    klemens kogoya komang komariah korwa kosmas kossay koto kris krisna krisnawati kristian kristiani
    kristina kurnia kurniasari kurniasih kurniati kurniawan kurniawati kusnadi kusuma kusumaningrum
    kusumawati kusumo kwee kwok laila lailatul laily laksmi lalu laoli laras lasmi lasut lathifah latif
    latifah latuconsina latuheru laurensius leimena lekatompessy lely leni lestari lia lidya liem lilik
    lilis lim lina linda ling lisa lisnawati listiani lopes lubis luh lukas lukman luluk lumban
    lumbantobing lumowa lusi lusia lutfi luthfi machmud madai made maftuhah magdalena mahbub mahendra
    mahfud mahmud mahmudah malik malikah mamahit mamat mambor manalu manan mandacan mandagi mandey manek
    manik manoppo mansoben mansur manurung marah marani marbun marcel margareta maria mariam mariana
    mariani mariyam marlina marni marpaung marselinus marsha marsudi martha martina martini maryam
    maryati maryono marzuki mas'ud mas'udah mashuri masitoh maslukah masruri masruroh masykur matius
    matondang matulessy maulana maulida maulidya maya mayasari mega megawati mei meilani melati meli
    melinda melkianus mendrofa meutia mia michael michelle mince mira mirna misbah misbahul miskun
    misnah misnawati mistar moch moh mohamad mohammad mohammed mokhamad mokoginta muawanah mubarok much
    muchamad muchlis muchtar mudjiono muh muhaimin muhamad muhammad muhlis muhtar mujiati mujib mujiono
    mukarom mukhlis mukti mulyadi mulyana mulyani mulyanto mulyati mulyono munawaroh munir murib murni
    murniati mursid murtini muslih muslim muslimah muslimin mustafa mustaqim musthofa mustofa mutia
    mutiara mutmainah mutmainnah muttaqin nababan nabil nabila nabilah nadhira nadia nadila nafisah
    nahak naibaho naila nainggolan nanang nanda nani nanik nanlohy naomi napitupulu narto nasikhin nasir
    nasrudin nasrullah nasution natalia natsir naufal nawawi nayla nazar neneng nengah neni ngadimin
    ngadiran ngatemi ngatinah ngatini ngatiyem ngurah niken nikolaus nilam nina ningrum ningsih nisa
    novan novela novi novia noviana novianti novita nugraha nugroho nunung nur nuraeni nuraini nurani
    nurazizah nurbaiti nurdin nurfadilah nurhadi nurhaliza nurhasanah nurhayati nuri nurjanah nurjannah
    nurkholis nurlaela nurlaila nurlela nurmala nurohman nurrahman nurrohmah nurul nurwahid nuryani nyak
    nyoman ode okta oktavia oktaviani oktavianus oktovianus olivia orpa pagawak paiman paimin pakpahan
    palulloi pande pandu pane pangaribuan pangemanan panggabean panjaitan panji paputungan pardede
    parinduri pasaribu pasek paskalis patimah pattiasina pattinasarany pattiwael paulus pelupessy
    permana permata permatasari petronela petrus pigai piliang pinto pohan ponijan poniman ponimin
    ponirah prabowo pradana pramono pranata prasetiyo prasetya prasetyo prastiwi pratama pratiwi prawira
    priyanto priyono puang puji pujianto pujiastuti purba purnama purnamasari purnomo purwadi purwanti
    purwanto purwati puspa puspita puspitasari puteri putra putri putu qodir qomariah rachmad rachman
    rachmat rachmawati raden radit raditya rafa rafael rafasya raffi rafi rafli rahardjo raharjo rahayu
    rahim rahma rahmad rahmadani rahmadhani rahmah rahman rahmat rahmawati rahmi raihan raja raka rama
    ramadan ramadhan ramadhani ramdan ramdani ramlah ramli rangga rangkuti rani ranti rara rasyid ratih
    ratna ratnasari ratnawati rattu rayhan regina reni renny resti restu retno reza rian riani riany
    rida ridho ridlo ridwan rifai rifki rifqi rika riki rina rinda rini riri ririn riska riski risma
    riswan riswanto rita ritonga rivaldi riyadi riyanti riyanto rizal rizka rizki rizky rizqi robert
    robi rochmah rochman rofiq rohani rohayati rohim rohimah rohmah rohman rohmat romadhon romli rosa
    rosalina rosdiana rosi rosida rosidah rosita rosmawati rosmiati roy rozaq rozi rudi rudianto
    rudiyanto rudy rukmana rukmini rumahorbo rumapea rumaropen rumbekwan rumbewas rumbiak rumengan
    runtuwene rusdi ruslan rusli rusmini rusmiyati rut sabar sabiq sabrina safira safitri sagala sahal
    sahetapy sahrul said saifudin saiful sakiyem sakka salamah salampessy salim salma salman salomina
    salsa salsabila saminem samosir samsudin samsul samuel sandi sandra sandy sang saniman santi santosa
    santoso sapri saputra saputri saragih sari sariah sarifah sarifudin sarimin sarinah sarip sarjono
    sarlota sarmi sarmin sartika sarwono satinah satria satriawan satrio sawitri sayyid sebastianus
    selfina selvi sembiring septi septian septiana septiani septiawan seran serli setia setiadi setiawan
    setiawati setiyawan setyaningsih setyawan setyawati setyo setyono setyowati shakila shinta shofia
    sholeh sholihah sholihan sholihin siahaya sianipar sianturi sibarani siburian sidik sigit sihaloho
    sihite sihombing sihotang silaban silaen silalahi silitonga silvester silvi silvia simamora
    simanjuntak simanungkalit simarmata simatupang simbolon simon simplisius sinaga sinambela sinta
    sinuhaji sirait siregar siska siswanto siswoyo sitanggang sitepu siti sitompul sitorus sitti
    situmeang situmorang slamet soares sobari sobirin sodikin sofia sofian sofyan soleh solehudin
    solihah solihin solikhin sondakh sonia sri stanislaus stefanus stella stephanie stevan steven
    suardika suarjana suarta subagio subagyo subandi subekti subhan sucipto sudana sudarmaji sudarman
    sudarmi sudarsono sudarta sudaryanto sudiana sudiarta sudirman sudjono sudrajat sugeng sugianto
    sugiarti sugiarto sugiharto sugiono sugito sugiyanto sugiyarti sugiyem sugiyono suhaimi suhardi
    suharti suhartini suharto suhartono suharyanto suhendar suhendra suherman suhermanto sujarwo
    sujatmiko sujono sukadana sukardi sukarno sukarta sukarti sukerti sukesih sukma sukmawati sukri
    sukron sulaeman sulaiman sulastri sulis sulistiani sulistianingsih sulistiyono sulistyawati sulistyo
    sulistyowati sulton sumarmi sumarni sumarno sumarsono sumarti sumartini sumiati sumini sumirah
    sumiyati sumo sumual sunandar sunardi sunarsih sunarti sunarto sunarya sunaryo sundari sungkono
    supardi suparjo suparman suparmi suparmin suparno suparti supiah supian supinah supit supiyah
    suprapti suprapto supriadi suprianto supriyadi supriyanto supriyati supriyono surati suratmi
    surbakti surip surti surya suryadi suryana suryani suryanto suryati suryo suryono susan susanti
    susanto susi susiani susilawati susilo susilowati sutarman sutarno suteja sutejo sutikah sutikno
    sutinah sutini sutisna sutiyono sutopo sutrisno suwandi suwardana suwarni suwarno suwarti suwito
    suyadi suyanti suyanto suyati suyitno suyono swie syafi'i syafii syafiq syafira syafitri syafrizal
    syahputra syahputri syahrial syahril syahrul syaifudin syaiful syakira syamsiah syamsuddin syamsudin
    syamsul syamsuri syarif syarifah syarifuddin syarifudin syekh syifa tabuni taek tahalele tahir
    tambunan tampubolon tan tania tanjung tanti tantri tarigan tarmini tarmizi tarsih tasripin tasya
    taufan taufik taufiq tedi teguh telaumbanua telenggen tengku tenri tenriawaru tety teuku teungku
    thomas tia tiara tini titi titik titin tjahjono tjahyadi tjandra tobias tobing toha tohari tohir
    tomasoa tomi tommy toni tono totok tri triana trianto trisna trisno triyanto triyono tuah tuasikal
    tuhumury tukiman tukinem tukiran tukiyem tumanggor tumbelaka tuminah tumini tumirah turmudi tuti
    tutik ubaidillah ucok udin ujang ulfa ulfah ulya umam umar umaroh umi ummi untari untung ursula
    usman utami utari utomo valentinus vanessa vania vera veronika via vicky victor vina vincent
    vinsensius vita wachid wagiman wagimin wagirah wahab wahid wahidin wahyono wahyu wahyudi wahyuni
    wahyuningsih wakerkwa wakijan walangitan waluyo wamafma wan wanggai wardana wardani wardoyo warpur
    warsini warsito warsono wartini waruwu wasis wasito wati watik wattimena wawan wayan wenas wenda
    wibisono wibowo wicaksono widana widia widiada widiastuti widiawati widodo widya widyastuti
    widyawati wiharto wijaya wijayanti wijayanto wilhelmus winarni winarno winarsih winarti windi wira
    wirata wirawan wiryawan wisnu wiwik wiwin wonda wong wowor wulan wulandari wuri ximenes yadi yahya
    yakomina yani yanti yanto yanuar yarangga yasin yasmin yati yatini yatmi yatno yayan yayuk yeimo
    yeni yenny yeremias yessi yikwa yoga yogi yohana yohanes yohanis yohannes yoku yolanda yono yosef
    yosefina yudha yudhi yudi yuli yulia yuliana yuliani yulianti yulianto yuliati yulius yuliyanti yuni
    yuniar yuniarti yunita yunus yusep yuslina yusman yusril yusron yusuf yuvenalis zaenab zaenal
    zaenudin zaenuri zahra zahrah zahro zainab zainal zaini zainuddin zainudin zainul zakaria zakarias
    zaki zakiyah zalfa zamroni zebua zega zidan zikri zubaidah zuhri zulaikha zulfa zulfikar zulham
    zulkarnain zulkifli zumrotun zuraida
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
