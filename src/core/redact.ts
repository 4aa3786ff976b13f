const mark = '•••';

/** So many secrets are remembered: a run over thousands of trunks must not make every line of the log slow. */
const remembered = 1000;

/**
 * Takes secrets out of text that a person or a file will see: every value it was told of, and whatever stands where the
 * API puts a token or a password. The last line of defence, not the first: no message is built from a secret on purpose.
 */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Remembers a secret. Very short ones are left to the patterns: replacing them would make every text unreadable. */
  add(secret: string | undefined): void {
    if (secret === undefined || secret.length < 4) return;
    // A known one moves to the end, where it is forgotten last.
    this.#secrets.delete(secret);
    this.#secrets.add(secret);
    if (this.#secrets.size <= remembered) return;
    for (const oldest of this.#secrets) {
      this.#secrets.delete(oldest);
      break;
    }
  }

  /** The text without secrets. */
  redact(text: string): string {
    const found = [...this.#secrets].flatMap((secret) =>
      writtenForms(secret).filter((form) => text.includes(form)),
    );
    const clean = found
      .sort((a, b) => b.length - a.length)
      .reduce((rest, form) => rest.replaceAll(form, mark), text);
    return clean
      .replace(/([?&](?:token|password)=)[^&\s"'<>]*/gi, `$1${mark}`)
      .replace(/("(?:token|password)"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^\s,}\]]+)/gi, `$1"${mark}"`)
      .replace(/(\\"(?:token|password)\\"\s*:\s*\\")[^"\\]*(?:\\(?!")[^"\\]*)*/gi, `$1${mark}`)
      .replace(/(<(?:token|password)>)(?:<!\[CDATA\[[^]*?(?:\]\]>|$)|[^<])*/gi, `$1${mark}`)
      .replace(
        /\b(password|token)(\s*[:=]\s*)(?!["']?(?:\$\{|•))(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s"',;&<>]+)/gi,
        `$1$2${mark}`,
      );
  }
}

/** A secret as it may stand in a text: plain, in a URL, in JSON, in XML. */
function writtenForms(secret: string): string[] {
  if (/^[\w.~-]+$/.test(secret)) return [secret];
  return [
    secret,
    encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\ufffd')),
    JSON.stringify(secret).slice(1, -1),
    escapeXml(secret),
  ];
}

/** Text as it stands inside an XML element (XML 1.0, section 2.4). */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('&#38;', '&amp;')
    .replaceAll('&#60;', '&lt;')
    .replaceAll('&#62;', '&gt;')
    .replaceAll('&#34;', '&quot;')
    .replaceAll('&#39;', '&apos;');
}
