import { createHash } from 'node:crypto';

/** Characters that some file system refuses, or that nobody sees. */
const refused = /[<>:"/\\|?*\p{C}]+/gu;
/** Names that Windows keeps for devices, whatever follows them. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** In bytes; file systems take 255 for the whole name. */
const maxBytes = 180;

/**
 * The name of a PBX's trunk file.
 * @param all the configured PBXes: of those whose names would make the same file, in any case, the first has the plain one.
 */
export function exportFileName(pbx: string, all: readonly string[]): string {
  const clean = cleanName(pbx);
  const first = all.find((name) => sameOnDisk(cleanName(name)) === sameOnDisk(clean));
  const mark = first === undefined || first === pbx ? '' : `-${digest(pbx)}`;
  return `${clean}${mark}.trunks.yaml`;
}

function cleanName(pbx: string): string {
  const clean = pbx.replace(refused, '-').replace(/^[\s.]+|[\s.]+$/g, '');
  const safe = devices.test(clean) ? `_${clean}` : clean;
  if (safe === '') return 'pbx';
  if (Buffer.byteLength(safe) <= maxBytes) return safe;
  let short = '';
  for (const character of safe) {
    if (Buffer.byteLength(short + character) > maxBytes) break;
    short += character;
  }
  return `${short}-${digest(pbx)}`;
}

function sameOnDisk(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 6);
}
