import MailTypes

/// Providers where everybody can have an address, and spammers do.
enum FreeMailDomains {
  static func contains(_ domain: DomainName) -> Bool { names.contains(domain.text) }

  private static let names = Set(
    """
    126.com 163.com aol.com daum.net fastmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net \
    googlemail.com hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it icloud.com \
    inbox.lv inbox.ru interia.pl laposte.net libero.it list.ru live.com live.de live.fr live.nl mac.com mail.com mail.de \
    mail.ru mailbox.org me.com msn.com naver.com onet.pl orange.fr outlook.com outlook.de outlook.es outlook.fr pm.me \
    posteo.de proton.me protonmail.com qq.com rediffmail.com seznam.cz sina.com sohu.com t-online.de terra.com.br tuta.com \
    tutanota.com uol.com.br virgilio.it wanadoo.fr web.de wp.pl yahoo.ca yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com \
    yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com
    """.split(separator: " ").map(String.init))
}
