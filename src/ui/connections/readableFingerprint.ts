/** A fingerprint of the settings (`sha256:` and 64 digits) as web pages show it, to be compared: `AB:CD:…`. */
export function readableFingerprint(fingerprint: string): string {
  const digits = fingerprint.replace(/^sha256:/, '');
  return (digits.match(/../g) ?? []).join(':').toUpperCase();
}
