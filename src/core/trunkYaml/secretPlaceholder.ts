/**
 * The placeholder for a secret named after something, such as its trunk. Braces cannot be part of a secret's name.
 */
export function secretPlaceholder(name: string): string {
  const clean = name.replace(/[{}\p{Cc}]/gu, '').trim();
  return `\${secret:${clean === '' ? 'password' : clean}}`;
}
