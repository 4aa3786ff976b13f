const mark = '•••';

/** Shorter secrets are left to the patterns: replacing them would make every text unreadable. */
const shortest = 4;

/**
 * Takes secrets out of text that a person or a file will see: every value it was told of, and whatever stands where the
 * API puts a token or a password. The last line of defence, not the first: no message is built from a secret on purpose.
 */
export class Redactor {
  readonly #secrets = new Set<string>();
  /** What is to be found, by its first characters: a run of thousands of trunks must not make each line of the log slow. */
  readonly #formsByStart = new Map<string, Set<string>>();

  /** Remembers a secret, unless it is very short. */
  add(secret: string | undefined): void {
    if (secret === undefined || secret.length < shortest || this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    for (const form of writtenForms(secret)) {
      const start = form.slice(0, shortest);
      const forms = this.#formsByStart.get(start);
      if (forms) forms.add(form);
      else this.#formsByStart.set(start, new Set([form]));
    }
  }

  /** The text without secrets. */
  redact(text: string): string {
    const clean = [...this.#formsIn(text)]
      .sort((a, b) => b.length - a.length)
      .reduce((rest, form) => rest.replaceAll(form, mark), text);
    return /token|password/i.test(clean) ? withoutNamedSecrets(clean) : clean;
  }

  #formsIn(text: string): Set<string> {
    const found = new Set<string>();
    for (let offset = 0; offset <= text.length - shortest; offset += 1) {
      for (const form of this.#formsByStart.get(text.slice(offset, offset + shortest)) ?? []) {
        if (text.startsWith(form, offset)) found.add(form);
      }
    }
    return found;
  }
}

/** Takes out what stands behind the words `token` and `password`, in a query, in JSON, in XML or in plain text. */
function withoutNamedSecrets(text: string): string {
  return text
    .replace(/([?&](?:token|password)=)[^&\s"'<>]*/gi, `$1${mark}`)
    .replace(/("(?:token|password)"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^\s,}\]]+)/gi, `$1"${mark}"`)
    .replace(/(\\"(?:token|password)\\"\s*:\s*\\")[^"\\]*(?:\\(?!")[^"\\]*)*/gi, `$1${mark}`)
    .replace(/(<(?:token|password)>)(?:<!\[CDATA\[[^]*?(?:\]\]>|$)|[^<])*/gi, `$1${mark}`)
    .replace(
      /\b(password|token)(\s*[:=]\s*)(?!["']?(?:\$\{|•))(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s"',;&<>]+)/gi,
      `$1$2${mark}`,
    );
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
