/// The elements that matter to how a text is shown (HTML § 15.3 "Rendering", § 13.2.4.2 "The stack of open elements").
/// The raw values are kept in fingerprints: new elements go to the end.
enum HTMLElement: UInt8, CaseIterable, Sendable {
  /// Any element that is not in this list.
  case other
  case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi, bdo, bgsound, big
  case blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup, data, datalist, dd, del, desc
  case details, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, foreignobject, form
  case frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img, input, ins, kbd
  case keygen, label, legend, li, link, listing, main, map, mark, marquee, math, menu, meta, meter, mi, mn, mo, ms
  case mtext, nav, nobr, noembed, noframes, noscript, object, ol, optgroup, option, output, p, param, picture
  case plaintext, pre, progress, q, rb, rp, rt, ruby, s, samp, script, search, section, select, slot, small, source
  case span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead
  case time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp
}
