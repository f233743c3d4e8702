/// What Windows, and what follows it, does with a file of this extension on a double click.
struct FileExtension: Hashable, Sendable {
  let family: FileFamily

  /// `nil` for an extension that nothing is known of. In lower case, without the dot.
  init?(_ text: String) {
    guard let family = FileExtension.families[text] else { return nil }
    self.family = family
  }

  private static let lists: [(FileFamily, String)] = [
    (
      .program,
      """
      exe scr com pif cpl msi msp msix appx appxbundle msixbundle dll ocx sys drv jar jnlp apk app command pkg deb rpm run elf \
      chm hlp gadget application air xll wll xlam ppam action workflow
      """
    ),
    (
      .script,
      """
      bat cmd vbs vbe js jse mjs wsf wsh wsc sct hta ps1 ps1xml ps2 psc1 psm1 psd1 msh msh1 reg inf scf sh bash py pyw pl rb php \
      ahk au3 applescript scpt udl iqy slk settingcontent-ms library-ms search-ms rdp mcf mst theme themepack a3x
      """
    ),
    (.shortcut, "lnk url desktop webloc website appref-ms pif"),
    (.diskImage, "iso img udf vhd vhdx vmdk dmg wim ova"),
    (.archive, "zip rar 7z gz tgz tar bz2 tbz tbz2 xz txz zst lz4 cab arj lha lzh ace z zipx uue arc r00 001"),
    (
      .document,
      """
      pdf doc docx docm dot dotx dotm xls xlsx xlsm xlsb xlt xltx xltm xlw ppt pptx pptm pps ppsx ppsm pot potx potm rtf odt ods \
      odp odg one onepkg pub vsd vsdx mdb accdb csv wps wpd ps eps xps oxps hwp hwpx epub xml
      """
    ),
    (.page, "htm html xhtml xht shtm shtml mht mhtml svg svgz"),
    (.picture, "jpg jpeg jpe jfif png gif bmp tif tiff webp ico heic avif"),
    (.recording, "mp3 wav ogg flac m4a aac wma mid amr mp4 m4v avi mov mkv webm wmv mpg mpeg 3gp"),
    (.message, "eml msg dat vcf p7s p7m p7c"),
    (.text, "txt log ics md asc sig ini cfg"),
  ]

  private static let families: [String: FileFamily] = {
    var families: [String: FileFamily] = [:]
    for (family, words) in lists {
      for word in words.split(separator: " ") where families[String(word)] == nil { families[String(word)] = family }
    }
    return families
  }()
}
