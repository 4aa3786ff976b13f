/** Self-signed certificates for 127.0.0.1 with their keys, valid for a hundred years, made by openssl for these tests alone. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

function read(name: string) {
  const pem = readFileSync(`test/support/${name}.pem`, 'utf8');
  const digits = new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
  return { cert: pem, key: pem, fingerprint: `sha256:${digits}` };
}

export const pinned = read('pinned');
export const other = read('other');
/** Its common names are written to deceive: line breaks, sentences, a fingerprint that is not its own. */
export const hostile = read('hostile');
