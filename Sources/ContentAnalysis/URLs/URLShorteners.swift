/// Services whose links say nothing of where they lead.
public enum URLShorteners {
  private static let hosts: Set<String> = [
    "bit.ly", "bitly.com", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "rebrand.ly", "cutt.ly",
    "rb.gy", "shorturl.at", "t.ly", "tiny.cc", "s.id", "bl.ink", "lnkd.in", "fb.me", "wp.me", "amzn.to", "youtu.be", "adf.ly",
    "shorte.st", "bc.vc", "ouo.io", "qr.ae", "soo.gd", "clck.ru", "u.to", "vk.cc", "x.co", "trib.al", "dlvr.it", "ift.tt",
    "snip.ly", "short.io", "linktr.ee", "qrco.de", "shorturl.com", "urlz.fr", "tr.im", "cli.gs", "ur1.ca", "su.pr", "mcaf.ee",
    "j.mp", "po.st", "dub.sh", "tny.im", "chilp.it", "kutt.it", "lc.chat", "t2m.io", "han.gl", "me2.kr", "reurl.cc", "lihi.cc",
    "surl.li", "2u.pw", "3.ly", "1drv.ms", "aka.ms", "g.co", "forms.gle", "app.link", "page.link", "onelink.me", "smarturl.it",
  ]

  /// - Parameter host: in ASCII and lower case; `www.` and the names of a service's customers count as the service.
  public static func contains(_ host: String) -> Bool {
    if hosts.contains(host) { return true }
    guard let dot = host.firstIndex(of: ".") else { return false }
    return hosts.contains(String(host[host.index(after: dot)...]))
  }
}
