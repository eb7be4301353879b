//! The words of boilerplate: what websites put around an article, in the languages of the field.
//!
//! Tables alone, lower-case, with typographic apostrophes; [`boilerplate`](super::boilerplate) judges by them.

/// Lines after which titles of other articles stand.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &[
    "you may also like", "you might also like", "you may also be interested in", "you might also be interested in",
    "related posts", "related articles", "related stories", "related news", "related content", "related topics",
    "related reading", "related links", "related coverage", "related", "recommended", "recommended for you",
    "recommended stories", "recommended reading", "recommended articles", "more stories", "more articles",
    "more news", "more on this story", "more on this topic", "more from this author", "more like this",
    "more to read", "top stories", "latest news", "latest articles", "latest posts", "latest stories",
    "recent posts", "most read", "most popular", "popular posts", "popular articles", "trending", "trending now",
    "trending stories", "editors picks", "editor’s picks", "read next", "up next", "what to read next",
    "keep reading", "don’t miss", "from our partners", "around the web", "from the web", "you may have missed",
    "in case you missed it", "similar articles", "similar posts", "further stories", "other articles",
    "other stories", "share this article", "share this post", "share this story", "share this page", "share this",
    "share", "see also on our site", "das könnte sie auch interessieren", "das könnte dich auch interessieren",
    "mehr zum thema", "lesen sie auch", "auch interessant", "verwandte artikel", "ähnliche artikel",
    "weitere artikel", "weiterlesen", "meistgelesen", "à lire aussi", "lire aussi", "vous aimerez aussi",
    "vous pourriez aussi aimer", "articles similaires", "sur le même sujet", "articles liés", "les plus lus",
    "también te puede interesar", "te puede interesar", "le puede interesar", "artículos relacionados",
    "noticias relacionadas", "lo más leído", "más noticias", "leggi anche", "potrebbe interessarti anche",
    "articoli correlati", "leia também", "leia mais", "veja também", "artigos relacionados", "lees ook",
    "gerelateerde artikelen", "meer over dit onderwerp", "läs också", "läs mer", "læs også", "les også",
    "zobacz także", "czytaj także", "читайте также", "похожие статьи", "по теме", "читайте також", "相关阅读", "相关文章",
    "相关新闻", "推荐阅读", "関連記事", "おすすめ記事", "اقرأ أيضا", "مقالات ذات صلة",
];

/// Lines after which one title stands, unless it stands in the same line.
#[rustfmt::skip]
pub(super) const OPENERS_OF_ONE: &[&str] = &[
    "read more", "also read", "read also", "read also this", "read this next", "see also", "more", "learn more",
    "watch also", "previous article", "next article", "previous post", "next post", "previous", "next",
    "mehr lesen", "lesen sie mehr", "lire la suite", "en savoir plus", "leer más", "lea también", "lee también",
    "lees meer",
];

/// Lines that say nothing of their neighbours.
#[rustfmt::skip]
pub(super) const ALONE: &[&str] = &[
    "advertisement", "advertising", "sponsored", "sponsored content", "continue reading", "story continues below",
    "story continues below advertisement", "article continues below", "article continues after advertisement",
    "skip to content", "skip to main content", "skip to navigation", "back to top", "back to home", "home", "menu",
    "search", "subscribe", "subscribe now", "sign up", "sign in", "log in", "login", "register", "print",
    "print this", "print this page", "email", "email this", "tweet", "tweet this", "facebook", "twitter",
    "linkedin", "whatsapp", "copy link", "link copied", "save", "comments", "leave a comment", "leave a reply",
    "add a comment", "post a comment", "no comments", "no comments yet", "join the discussion",
    "join the conversation", "view comments", "show comments", "follow us", "follow", "connect with us",
    "stay connected", "stay informed", "stay up to date", "newsletter", "our newsletter", "all rights reserved",
    "accept", "accept all", "accept all cookies", "accept cookies", "reject all", "manage cookies",
    "cookie settings", "cookie preferences", "privacy policy", "terms of use", "terms of service",
    "terms and conditions", "cookie policy", "contact us", "about us", "loading", "loading comments",
    "listen to this article", "listen", "play", "close", "ok", "got it", "image gallery", "gallery", "show more",
    "load more", "see more", "view all", "anzeige", "werbung", "teilen", "drucken", "kommentare",
    "newsletter abonnieren", "publicité", "partager", "imprimer", "commentaires", "s’abonner", "publicidad",
    "compartir", "imprimir", "comentarios", "suscríbete", "pubblicità", "condividi", "stampa", "commenti",
    "iscriviti", "publicidade", "compartilhar", "compartilhe", "comentários", "advertentie", "delen", "reklama",
    "udostępnij", "реклама", "поделиться", "комментарии", "подписаться", "分享", "广告", "评论", "シェア", "إعلان", "شارك",
];

/// How lines begin that stand alone, when they are short.
#[rustfmt::skip]
pub(super) const BEGINNINGS: &[&str] = &[
    "share on ", "share this ", "share via ", "share to ", "share:", "tweet this", "follow us ", "follow me on ",
    "like us on ", "find us on ", "join us on ", "sign up for ", "sign up to ", "subscribe to ", "subscribe for ",
    "get our ", "get the latest ", "get the newsletter", "join our newsletter", "join our mailing list",
    "click here to ", "click to share", "download our app", "download the app", "this site uses cookies",
    "this website uses cookies", "we use cookies", "by continuing to use this site", "by continuing to browse",
    "cookie", "©", "(c) ", "copyright ©", "copyright (c)", "copyright 1", "copyright 2", "all rights reserved",
    "tags:", "tagged:", "tagged with", "tagged in", "categories:", "category:", "filed under", "posted in ",
    "topics:", "read more:", "read also:", "also read:", "read next:", "related:", "see also:", "related story:",
    "related article:", "more on this:", "recommended:", "watch:", "listen:", "support our journalism",
    "support our work", "if you enjoyed this", "enjoyed this article?", "like this article?", "liked this article?",
    "thanks for reading", "thank you for reading", "become a member", "become a subscriber", "donate to ",
    "log in to ", "please enable javascript", "enable javascript", "this article was automatically",
    "your email address will not be published", "abonnieren sie ", "folgen sie uns", "wir verwenden cookies",
    "diese website verwendet cookies", "lesen sie auch:", "mehr dazu:", "abonnez-vous ", "suivez-nous",
    "nous utilisons des cookies", "ce site utilise des cookies", "à lire aussi", "lire aussi", "suscríbete a ",
    "síguenos ", "utilizamos cookies", "este sitio utiliza cookies", "lea también:", "lee también:",
    "iscriviti alla ", "seguici su ", "questo sito utilizza", "leggi anche:", "leia também:", "leia mais:",
    "lees ook:", "читайте также:", "подписывайтесь ", "читайте нас ",
];

/// Names of a website's sections, above the title.
#[rustfmt::skip]
pub(super) const KICKERS: &[&str] = &[
    "analysis", "commentary", "opinion", "opinions", "op-ed", "editorial", "news", "world", "world news",
    "politics", "international", "foreign policy", "business", "economy", "security", "europe", "asia", "africa",
    "middle east", "americas", "explainer", "feature", "features", "report", "blog", "article", "press release",
    "exclusive", "breaking news", "politik", "ausland", "meinung", "kommentar", "monde", "politique", "opinión",
    "política", "mundo", "политика", "мнение",
];

/// Those of the lines above that articles also use as headings.
#[rustfmt::skip]
pub(super) const MAY_HEAD: &[&str] = &[
    "search", "email", "facebook", "twitter", "linkedin", "whatsapp", "comments", "contact us", "about us",
    "newsletter", "our newsletter", "listen", "play", "share", "follow us", "home", "menu", "save", "print",
    "register", "next", "more", "previous", "learn more", "sign up", "subscribe", "trending", "recommended",
    "related", "related topics", "related work", "stay informed", "stay connected", "privacy policy",
    "cookie policy", "terms of use", "gallery", "related reading", "related links", "recommended reading",
    "see also", "top stories", "latest news", "join the conversation",
];
