/**
 * Stands in for curl on a machine without it: understands exactly the options of the commands that *Copy as curl* makes, and
 * fails for any other.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { connect } from 'node:tls';
import { argv, exit, stderr, stdin, stdout } from 'node:process';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  args: argv.slice(2).flatMap((one) => (one === '-sSg' ? ['-s', '-S', '-g'] : [one])),
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    'show-error': { type: 'boolean', short: 'S' },
    globoff: { type: 'boolean', short: 'g' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true },
    insecure: { type: 'boolean', short: 'k' },
    pinnedpubkey: { type: 'string' },
    'data-binary': { type: 'string' },
    'write-out': { type: 'string', short: 'w' },
  },
});

function fail(words) {
  stderr.write(`curl: ${words}\n`);
  exit(1);
}

/** Connects and compares the key before anything is sent, as curl does. */
async function pinnedSocket(url) {
  const socket = connect({
    host: url.hostname,
    port: Number(url.port),
    rejectUnauthorized: values.insecure !== true,
  });
  await once(socket, 'secureConnect');
  const key = new X509Certificate(socket.getPeerCertificate().raw).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const shown = `sha256//${createHash('sha256').update(key).digest('base64')}`;
  if (values.pinnedpubkey !== undefined && values.pinnedpubkey !== shown) fail('(90) the key does not match');
  return socket;
}

const [address, ...more] = positionals;
if (address === undefined || more.length > 0) fail(`(2) ${positionals.length} addresses`);
if (values['data-binary'] !== '@-') fail('(2) the body must come from the standard input');
const chunks = [];
for await (const chunk of stdin) chunks.push(chunk);
const body = Buffer.concat(chunks);

const url = new URL(address);
const socket = url.protocol === 'https:' ? await pinnedSocket(url) : undefined;
const headers = Object.fromEntries(
  (values.header ?? []).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  }),
);
const sent = (socket ? https : http)(url, {
  method: values.request ?? 'POST',
  headers: { ...headers, 'Content-Length': body.length },
  ...(socket && { createConnection: () => socket }),
});
sent.end(body);
const [answer] = await once(sent, 'response');
for await (const chunk of answer) stdout.write(chunk);
stdout.write((values['write-out'] ?? '').replaceAll('\\n', '\n'));
