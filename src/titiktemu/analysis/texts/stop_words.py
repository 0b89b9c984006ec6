"""Words without a matter of their own, in Indonesian as it is written and typed, Javanese and English.

An own list. Words that deny (tidak, bukan, belum …) are no stop words: they turn what a sentence says. They
are listed apart, because they name no topic either.
"""

from __future__ import annotations

_DENYING = """
tidak bukan belum jangan tanpa tak tdk gak ga gk nggak ngga enggak kagak ndak blm bkn jgn ora dudu durung aja
not no never without
"""
NEGATIONS = frozenset(_DENYING.split())
_WRITTEN = """
yang di ke dari dan atau untuk dengan pada dalam adalah itu ini para oleh agar supaya bagi juga akan lebih
secara sebagai bisa dapat harus saja lagi setiap semua karena sudah telah tersebut sangat ialah yakni yaitu
merupakan menjadi jadi ada berada terdapat tentang mengenai terhadap antara hingga sampai sejak selama ketika
saat waktu sebelum sesudah setelah kemudian lalu maka namun tetapi tapi melainkan sedangkan meski meskipun
walau walaupun jika jikalau bila bilamana apabila kalau andai seandainya seperti bagaikan serta maupun baik
bahwa sebab akibat oleh karenanya sehingga demi guna atas bawah depan belakang luar antar per tiap masing
masing-masing seorang sebuah suatu seekor sesuatu beberapa banyak sedikit sebagian seluruh segala berbagai
lain lainnya lain-lain sama saling diri sendiri saya aku kami kita kamu anda engkau kau dia ia beliau mereka
nya ku mu apa siapa mana kapan mengapa kenapa bagaimana berapa dimana kemana begitu begini demikian sini situ
sana disini disitu disana tadi nanti sekarang kini masih pernah selalu sering kadang kadang-kadang jarang
mungkin pasti tentu barangkali rupanya ternyata memang justru bahkan malah hanya cuma sekadar sekedar cukup
agak paling terlalu amat sekali hampir kira-kira sekitar kurang makin semakin kian kembali ulang terus tetap
sedang tengah baru ingin mau hendak perlu boleh mesti wajib mampu sanggup pun lah kah tah pula kok sih dong
deh toh nah ya iya ok oke wah oh ah eh hai halo wahai si sang per- ujar ujarnya kata katanya tutur tuturnya
ungkap ungkapnya jelas jelasnya terang terangnya imbuh imbuhnya tambah tambahnya papar paparnya tegas
tegasnya sebut sebutnya menurut berkata mengatakan menyatakan menyebutkan dikatakan disebutkan dilansir
dikutip hari bulan tahun tanggal pukul wib wita wit rp senin selasa rabu kamis jumat sabtu minggu
satu dua tiga empat lima enam tujuh delapan sembilan sepuluh puluh ratus ribu juta miliar persen
hal cara orang pihak bapak ibu pak bu mas mbak bang kak
"""
_TYPED = """
yg utk dgn dg krn karna sdh udah udh hrs bgt banget org dr pd jg dlm sm tsb aja gitu gini gimana gmn knp kmrn
emang emg kayak kyk biar buat sampe sampai2 trs trus tp tpi klo kalo klu bs bisa2 mo lg lgi skrg skrang msh
jd jdi lo lu loh lho gue gua gw nih tuh doang cuman cm cma dah mah ini2 itu2 pake pakai wkwk wkwkwk haha hehe
min admin mimin mohon tolong please pls thx makasih terima kasih terimakasih ntar nya2 spt sbg tgl thn jt rb
bro sis gan guys sob dll dsb dst dkk
"""
_JAVANESE = """
sing lan ing iki iku kuwi karo kanggo saka saking wis uwis arep isih uga utawa nanging yen menawa amarga
marang neng nang nek ning dadi bisa iso akeh kabeh aku kowe dheweke deweke kita dhewe awake ana ono luwih
banget rek wae ae kok ngono ngene piye opo apa kapan sapa
"""
_ENGLISH = """
the a an of to in on for and or is are be by with at as that this it should can will more every all was were
has have had from but they their them you your we our he she his her its i my me so if than then there here
what which who when where how do does did been being into out up about over only very just also other some
"""
STOP_WORDS = frozenset(f"{_WRITTEN} {_TYPED} {_JAVANESE} {_ENGLISH}".split()) - NEGATIONS
