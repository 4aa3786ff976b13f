/** Whether a PBX is the Demo PBX of this or another window, by the name that it is always given and where it listens. */
export function isDemoPbx(name: string, url: string): boolean {
  return name === 'demo' && new URL(url).hostname === '127.0.0.1';
}
