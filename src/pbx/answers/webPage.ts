/** What may stand before an answer, and before a web page, as it begins and as it ends. White space comes between them. */
const prologParts = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

const whiteSpace = /\s*/y;

/** The elements that web pages and the error pages of proxies are made of. */
const htmlElement =
  /<(?:!doctype\s+html|html|head|body|title|meta|link|base|script|noscript|style|frameset|iframe|center|h[1-6]|div|p|span|font|table|form|pre|br|hr|img|a|b|i|ul|ol)(?:[\s/>]|$)/i;

/** A body from where it says something: behind white space, a byte order mark, comments and declarations. */
export function withoutProlog(body: string): string {
  let start = endOfWhiteSpace(body, 0);
  for (;;) {
    const [opening, closing] = prologParts.find(([begin]) => body.startsWith(begin, start)) ?? [];
    if (opening === undefined) return body.slice(start);
    const end = body.indexOf(closing, start + opening.length);
    if (end < 0) return body.slice(start);
    start = endOfWhiteSpace(body, end + closing.length);
  }
}

function endOfWhiteSpace(text: string, start: number): number {
  whiteSpace.lastIndex = start;
  whiteSpace.test(text);
  return whiteSpace.lastIndex;
}

/** True for a body that begins as the API's answers do, whether it is whole or not. */
export function isAnswer(body: string): boolean {
  return /^(?:\{|<xml[\s/>])/.test(withoutProlog(body));
}

/**
 * True for a web page in place of an answer: the page of another server at this port, a login page, a proxy's error.
 * @param contentType what the answer's head says; some boxes call each of their answers a web page.
 */
export function isWebPage(body: string, contentType = ''): boolean {
  if (isAnswer(body) || body.trim() === '') return false;
  return /^\s*(?:text\/html|application\/xhtml)/i.test(contentType) || htmlElement.test(body);
}
