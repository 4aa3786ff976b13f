/** What stands in the place of a secret. */
export const mark = '•••';

/** Takes out what stands behind the words `token` and `password`, in a query, in JSON, in XML or in plain text, and in a URL before `@`. */
export function withoutNamedSecrets(text: string): string {
  const clean = text.includes('://')
    ? text.replace(/(:\/\/[^\s/?#@:"'<>]*:)[^\s/?#@"'<>]+(?=@)/g, `$1${mark}`)
    : text;
  if (!/token|password|authorization/i.test(clean)) return clean;
  // No loop over alternatives: a long text would overflow the stack of the regular expression.
  return clean
    .replace(/([?&](?:token|password)=)[^&\s"'<>]*/gi, `$1${mark}`)
    .replace(/("(?:token|password)"\s*:\s*)(?:"[^]*?(?:(?<!\\)(?:\\\\)*"|$)|[^\s,}\]]+)/gi, `$1"${mark}"`)
    .replace(/(?<!\\)(\\+")(token|password)\1(\s*:\s*)\1[^]*?(?:((?<!\\)\1)|$)/gi, `$1$2$1$3$1${mark}$4`)
    .replace(/(<(?:token|password)>)[^<]*(?:<!\[CDATA\[[^]*?(?:\]\]>|$)[^<]*)*/gi, `$1${mark}`)
    .replace(/(authorization["']?\s*[:=]\s*["']?(?:basic|bearer)\s+)[^\s"',;<>]+/gi, `$1${mark}`)
    .replace(
      /\b(password|token)(\s*[:=]\s*)(?!["']?(?:\$\{|•))(?:"[^]*?(?:(?<!\\)(?:\\\\)*"|$)|'[^']*'?|[^\s"',;&<>]+)/gi,
      `$1$2${mark}`,
    );
}
