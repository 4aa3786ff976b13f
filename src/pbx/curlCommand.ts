import type { Connection } from '../core/connection.ts';
import type { Trunk } from '../core/trunk.ts';
import { fieldsToSend, requestOf } from './request.ts';

/** What the shell puts in place of the token and of the password. */
const token = 'PBX_TOKEN';
const password = 'SIP_PASSWORD';

/** Writes a password into the body as the format wants it; in a trunk's password there is no control character. */
const escapes = {
  json: String.raw`sed 's/["\\]/\\&/g'`,
  xml: String.raw`sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/"/\&quot;/g' -e "s/'/\&apos;/g"`,
};

/**
 * The documented request that adds a trunk, as a command for any POSIX shell. The token and the password are environment
 * variables; without them it stops before it sends anything. The body goes through a pipe, where no list of processes shows it.
 * @param trunk its password is not used.
 * @param publicKey `sha256//…`, the key of the pinned certificate.
 */
export function curlCommand(connection: Connection, trunk: Trunk, publicKey?: string): string {
  const plain = JSON.stringify([connection, trunk]);
  const [tokenMark, passwordMark] = [markIn(plain, token), markIn(plain, password)];
  const hasPassword = 'password' in trunk;
  const fields = fieldsToSend(connection, hasPassword ? { ...trunk, password: passwordMark } : trunk);
  const {
    path,
    contentType = '',
    body = '',
  } = requestOf(connection, { endpoint: 'siptrunk/add', token: tokenMark, fields });
  const needed = hasPassword ? [token, password] : [token];
  const escaped = `$(printf %s "$${password}" | ${escapes[connection.format]})`;
  return [
    `: ${needed.map((name) => `"\${${name}:?is not set}"`).join(' ')} &&`,
    `printf %s ${quote(body, passwordMark, escaped)} |`,
    [
      `curl -sS -g -X POST ${quote(connection.url + path, tokenMark, `$${token}`)}`,
      `-H ${quote(`Content-Type: ${contentType}`)}`,
      // The key is compared before anything is sent; -k leaves out only what a self-signed certificate cannot pass.
      ...(publicKey === undefined ? [] : [`-k --pinnedpubkey ${quote(publicKey)}`]),
      `--data-binary @- -w '\\n'`,
    ].join(' \\\n  '),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** A word that stands nowhere in a text. */
function markIn(text: string, name: string): string {
  let mark = name;
  while (text.includes(mark)) mark += '0';
  return mark;
}

/** A text as one word of the shell, with what the shell works out in place of a mark. */
function quote(text: string, mark?: string, filled = ''): string {
  const parts = mark === undefined ? [text] : text.split(mark);
  return parts.map((part) => `'${part.replaceAll("'", String.raw`'\''`)}'`).join(`"${filled}"`);
}
