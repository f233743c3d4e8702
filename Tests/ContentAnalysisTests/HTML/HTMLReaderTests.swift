import ContentAnalysis
import Testing

/// What a reader sees of a page, and what is kept from him.
@Suite("Visible text")
struct HTMLReaderTests {
  private func read(_ html: String) -> HTMLContent { HTMLReader.read(Array(html.utf8)) }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(
    "Text flows as on a page",
    arguments: [
      ("a  b\n c", "a b c"),
      ("<p>one<p>two", "one\ntwo"),
      ("one<br>two", "one\ntwo"),
      ("pay<b>pal</b>", "paypal"),
      ("<td>a<td>b<tr><td>c", "a b\nc"),
      ("<pre>a  b\n c</pre>d", "a b\nc\nd"),
      ("v<!-- x -->iagra", "viagra"),
      ("v<x-y>iagra", "viagra"),
      ("a&nbsp;&nbsp;b&#x200b;c", "a bc"),
      ("<ul><li>one<li>two</ul>three", "one\ntwo\nthree"),
      ("<input type=submit value='Sign in'>", "Sign in"),
      ("<textarea><b>x</textarea>", "<b>x"),
      ("a</body></html>b", "ab"),
      ("a\u{0}b", "ab"),
      ("<svg><![CDATA[a<b>]]></svg>", "a<b>"),
      ("<svg><style><p>seen", "seen"),
      ("<style><!-- </style>a<style> --></style>b", "ab"),
      ("<script><!-- <script> </script> hid </script>shown", "shown"),
    ])
  func flow(html: String, visible: String) {
    #expect(text(read(html).text.visible) == visible)
  }

  @Test(
    "What is hidden is known as hidden, with the reason",
    arguments: [
      ("<div style='display:none'>X</div>", HiddenReason.notDisplayed),
      ("<div style='display : NONE ! important; display:block'>X</div>", .notDisplayed),
      ("<div hidden>X</div>", .notDisplayed),
      ("<dialog>X</dialog>", .notDisplayed),
      ("<p style=visibility:hidden>X", .invisible),
      ("<p style='opacity:0.01'>X", .transparent),
      ("<p style='opacity:1%'>X", .transparent),
      ("<span style='font-size:0'>X</span>", .tinyFont),
      ("<span style='font-size:1px'>X</span>", .tinyFont),
      ("<span style='font:0/0 a'>X</span>", .tinyFont),
      ("<div style='max-height:0;overflow:hidden'>X</div>", .emptyBox),
      ("<div style='width:1px;height:1px;overflow:hidden'>X</div>", .emptyBox),
      ("<div style='position:absolute;clip:rect(0,0,0,0)'>X</div>", .emptyBox),
      ("<div style='position:absolute;left:-9999px'>X</div>", .offScreen),
      ("<div style='text-indent:-5000px'>X</div>", .offScreen),
      ("<font color=white>X</font>", .sameColour),
      ("<font color='#FFFFFE'>X</font>", .sameColour),
      ("<body bgcolor=#336699><p style='color:rgb(51, 102, 153)'>X", .sameColour),
      ("<div style='background:#eee'><span style='color:#ececec'>X</span></div>", .sameColour),
      ("<p style='color:transparent'>X", .sameColour),
      ("<style>.a,.b{display:none}</style><p class='c b'>X", .notDisplayed),
      ("<style>/* x */ #top { opacity : 0 }</style><p id=top>X", .transparent),
      ("<style>i{font-size:0}</style><i>X</i>", .tinyFont),
      ("<style>@media screen{.x{display:none}}</style><p class=x>X", .notDisplayed),
      ("<title>X</title>", .title),
      ("<noscript>X</noscript>", .noScript),
      ("<template><p>X</template>", .template),
      ("<!--X-->", .comment),
      ("<!--[if mso]><p>X</p><![endif]-->", .comment),
    ])
  func hidden(html: String, reason: HiddenReason) {
    let content = read(html + "")
    #expect(text(content.text.visible).isEmpty)
    #expect(text(content.text.hidden).contains("X"))
    #expect(content.text.hiddenOctets[reason] ?? 0 >= 1)
  }

  @Test(
    "What only looks hidden is shown",
    arguments: [
      "<td style='font-size:0'><span style='font-size:14px'>X</span>",
      "<p style='visibility:hidden'><b style='visibility:visible'>X</b>",
      "<p style='display:none'>a<p>X",
      "<p style='display:none;display:block'>X",
      "<td bgcolor=#000000><font color=#ffffff>X</font>",
      "<body background=dark.png><font color=white>X</font>",
      "<style>.dark td{background:#000}</style><table class=dark><td><font color=white>X</font></table>",
      "<style>@media print{p{display:none}} div p{display:none}</style><p>X",
      "<p style='left:-9999px'>X",
      "<p style='/* display:none */'>X",
      "<p style='content:\"display:none\"'>X",
      "<![if !mso]>X<![endif]>",
      "<p data-hidden=1 style=''>X",
      "<a href=x><font color=white></a></font>X",
      "<div hidden></div>X",
      "<noscript></noscript>X",
    ])
  func shown(html: String) {
    #expect(text(read(html).text.visible).hasSuffix("X"))
  }

  @Test(
    "Links of every element are found",
    arguments: [
      ("<a href=' http://a.test/x '>t</a>", "anchor http://a.test/x"),
      ("<a href='ht&#x09;tp://a.test'>t</a>", "anchor http://a.test/"),
      ("<area href=//a.test/y>", "anchor http://a.test/y"),
      ("<a href=www.a.test.com/z>t</a>", "anchor http://www.a.test.com/z"),
      ("<base href=http://b.test/c/><a href=d>t</a>", "anchor http://b.test/c/d"),
      ("<img src=http://a.test/p.png>", "resource http://a.test/p.png"),
      ("<img srcset='http://a.test/1 1x, http://a.test/2 2x'>", "resource http://a.test/2"),
      ("<td background=http://a.test/b>", "resource http://a.test/b"),
      ("<p style=\"background:url('http://a.test/c')\">", "resource http://a.test/c"),
      ("<style>p{background:URL(http://a.test/d)}</style>", "resource http://a.test/d"),
      ("<form action=http://a.test/f>", "form http://a.test/f"),
      ("<button formaction=http://a.test/g>", "form http://a.test/g"),
      ("<iframe src=http://a.test/h></iframe>", "embedded http://a.test/h"),
      ("<script src=http://a.test/i></script>", "embedded http://a.test/i"),
      ("<meta http-equiv=Refresh content='0; URL=\"http://a.test/j\"'>", "refresh http://a.test/j"),
      ("see http://a.test/k.", "text http://a.test/k"),
      ("<!--[if mso]><v:rect href=http://a.test/l></v:rect><![endif]-->", "anchor http://a.test/l"),
      ("<svg><a xlink:href=http://a.test/m>t</a></svg>", "anchor http://a.test/m"),
    ])
  func links(html: String, expected: String) {
    #expect(read(html).links.map { "\($0.origin) \($0.url.href)" }.contains(expected))
  }

  @Test("An anchor knows what it shows")
  func anchorText() {
    let links = read("<a href=http://a.test>www.<b>bank</b>.test</a><a href=http://b.test><img alt='Pay now'></a>").links
    #expect(links.map { $0.anchorText } == ["www.bank.test", "Pay now"])
  }

  @Test("A link inside what is hidden is hidden")
  func hiddenLink() {
    #expect(read("<div style=display:none><a href=http://a.test>x</a></div>").links.map { $0.isHidden } == [true])
  }

  @Test("Scripts are kept apart, wherever they stand")
  func scripts() {
    let content = read("<script>one()</script><p onclick='two()'><a href=' java\nscript:three()'>")
    #expect(text(content.scripts).split(separator: "\n", maxSplits: 2).map(String.init).prefix(2) == ["one()", "two()"])
    #expect(content.structure.scriptCount == 1 && content.structure.handlerCount == 2 && content.links.isEmpty)
  }

  @Test("Limits are met with a note, and the text after them is still read")
  func limits() {
    let deep = read(String(repeating: "<div>", count: HTMLReader.depthLimit + 1) + "x")
    #expect(deep.structure.defects.contains(.tooDeep) && text(deep.text.visible) == "x")
    let usual = read(String(repeating: "<div>", count: HTMLReader.usualDepth) + "x")
    #expect(!usual.structure.defects.contains(.tooDeep))
    let wide = read("<p " + (0...HTMLTokenizer.attributeLimit).map { "a\($0) " }.joined() + ">x")
    #expect(wide.structure.defects.contains(.tooManyAttributes) && text(wide.text.visible) == "x")
    let linked = read(String(repeating: "<a href=http://a.test>", count: HTMLReader.linkLimit + 1) + "x")
    #expect(linked.structure.defects.contains(.tooManyLinks) && linked.links.count == HTMLReader.linkLimit)
  }
}
