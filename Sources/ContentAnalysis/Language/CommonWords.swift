/// Common words of languages that need them to be told, and how many a text has.
enum CommonWords {
  /// For each language how many words of the text are its own.
  static func counts(in sample: ArraySlice<UInt8>) -> [String: Int] {
    var counts: [String: Int] = [:]
    for word in words(of: sample) {
      for language in languages[word, default: []] { counts[language, default: 0] += 1 }
    }
    return counts
  }

  /// In lower case as far as ASCII and Latin-1 go. Signs between letters part words, those of General Punctuation too.
  private static func words(of sample: ArraySlice<UInt8>) -> [[UInt8]] {
    var (words, word): ([[UInt8]], [UInt8]) = ([], [])
    var (skipped, previous): (Int, UInt8) = (0, 0)
    for byte in sample {
      let isSign = skipped == 0 && (byte == 0xC2 || byte == 0xE2)
      if isSign { skipped = byte == 0xC2 ? 2 : 3 }
      if skipped > 0 || (byte < 0x80 && ((byte | 0x20) &- 0x61) >= 26) {
        if !word.isEmpty { words.append(word) }
        word = []
        skipped = max(0, skipped - 1)
      } else {
        let isCapital = byte < 0x80 ? byte < 0x61 : previous == 0xC3 && byte < 0x9F
        word.append(isCapital ? byte | 0x20 : byte)
      }
      previous = byte
    }
    return word.isEmpty ? words : words + [word]
  }

  private static let languages: [[UInt8]: [String]] = {
    var languages: [[UInt8]: [String]] = [:]
    for (language, words) in table {
      for word in words.split(separator: " ") { languages[Array(word.utf8), default: []].append(language) }
    }
    return languages
  }()

  /// Words that all of a group share are left out.
  private static let table = [
    (
      "en",
      """
      a an and are as be by can for from have if in is it not of on or that the this to will with you your
      """
    ),
    (
      "ca",
      """
      al amb aquest aquesta aquestes del dels des els ha i les més per podeu pot quan que seu seva si són també una \
      vostre és
      """
    ),
    (
      "es",
      """
      al aplicaciones así cuando del donde el estos las los muy opciones pero puede pulse sin solo también una usted \
      ventana y ya
      """
    ),
    (
      "gl",
      """
      ao aplicacións así cando co coa da das do dos dun dunha escriba estes facer máis na nas no non nun nunha onde \
      opcións ou pode pola polo prema só súa tamén teña unha vostede xa xanela á ás é
      """
    ),
    (
      "pt",
      """
      ao aplicações assim com da das do dos duma em estes fazer janela já na nas no num numa não onde opções ou pela \
      pelo pode pressione quando sua são só também uma você à às é
      """
    ),
    (
      "hr",
      """
      bijela cijeli dijela dijelu dio djelatnosti dvije gdje glazba izravno kartici koje koji korištenje lijevo mape \
      mapi mapu mjesto mreže obavijest obavijesti odaberite omogućiti općenito ovdje pisač pisača poslije postavke \
      postavki pregled prije primjer pritisnite promijeni promijenite promijeniti prozora račun računala računalo \
      računalu računi sljedeća sljedeće sljedeći smjeru spremanje sustav sustava također tijekom tipkovnica tipkovnice \
      tipkovnici tipku tisuća tjedan tko točka točno traci trake uporaba uporabu uvijek uvjet veze vremena vrijeme \
      zaporka zaporku zaslon zaslona zaslonu što želite
      """
    ),
    (
      "bs",
      """
      cijeli dio dvije ekran gdje hiljada historija kahva ko lahko lijevo mjesto muzika obavještenje opće općina ovdje \
      poslije prije primjer računar računara saradnja sedmica sedmice sigurnost sistem sljedeća sljedeće sljedeći \
      također tačka tačno uslov uvijek vrijeme šta želite
      """
    ),
    (
      "sr",
      """
      belo bezbednost ceo datoteci dela delovi deo desktop dugme dve ekran ekrana ekranu fascikle fascikli fasciklu \
      gde istorija izaberite izmeni izmenite ko kutije levo mesto miša muzika nedelja obaveštenja obaveštenje \
      obeleživač osnovne ovde posle potrebno površi pre primer programa promeni promenite promeniti računar računara \
      računaru sistem sistema sledeća sledeće sledeći ste svet takođe taster tasterom tačka tačno ukoliko uređajem \
      uslov uvek vreme vremena šta
      """
    ),
    (
      "sl",
      """
      ali bo do in iz je kako ki ko kot lahko na od pri s samo se so tem ter tudi vendar vse z za če
      """
    ),
    (
      "da",
      """
      af andet blive bliver bruge bruger dig efter fra gør gøre hvad hver hvordan igen ind indstillinger jeg klik kun \
      kunne mange meget mere mig måske noget nogle op sig skal så tast tilføj tillade ud uden uge vores vælger være \
      åbn
      """
    ),
    (
      "nb",
      """
      annet av bare blir bruke bruker deg etter fra gjør gjøre hva hver hvordan igjen inn innstillinger jeg kanskje \
      klikk kunne mange meg mer mye noe noen opp seg skal så tillate uke ut uten vår vårt være åpne
      """
    ),
    (
      "nn",
      """
      anna av berre brukar deg dei dykk dykkar eg eigen ein eit etter frå gjer gjere igjen ikkje inn kanskje klikk \
      korleis kunne kva kvar mange meg meir mykje noko nokre opne opp seg seia skal så ut utan veke vere viss vår
      """
    ),
    (
      "sv",
      """
      annat använda använder att bara dig från för gör göra hur igen inte jag kanske klicka kunna mer mig mycket många \
      något några och också om sig ska så upp ut utan vad vara varje vecka välj vår är öppna
      """
    ),
    (
      "id",
      """
      adalah akun anda apakah atau bagian bahwa baterai berkas bisa buka daftar dapat dari daya dialog informasi \
      jaringan jendela kantor karena ketika klik komputer kotak kunci layanan layar memiliki mengklik menu misalnya \
      mobil mungkin papan pengaturan perangkat pilih ponsel saja sandi sebuah setelan silakan tampilan tekan telepon \
      tetapi tetikus tik tombol uang ubah
      """
    ),
    (
      "ms",
      """
      adakah antara apabila awak bagi bahawa boleh butang contohnya daripada dilahirkan fail hak hendaklah ialah \
      kepada kerana kereta laluan maklumat mempunyai pejabat perkhidmatan rangkaian sahaja senarai sila skrin telefon \
      tetingkap tiada wang
      """
    ),
    (
      "wen",
      """
      abo ako budźe bě hdyž hišće jako je jeho jich kaž kiž kotraž kotryž kóždy maja maju mjez naš našu njeje přez při \
      pśez serbski so su swoje teke tež wo woni wot wše wšitcy wšitke
      """
    ),
    (
      "se",
      """
      boahtte buot dahje dat dego din don dál dán eai galget go gos gálggaše ii ja juohke jus lea leamaš leat maid mat \
      maŋŋel mii min muhto mun nu olbmot ovdal sii son sáhte sáhttá
      """
    ),
  ]
}
