import * as l10n from '@vscode/l10n';

/** A piece of a value: plain text, or a placeholder that is filled in just before sending. */
export type TemplatePart = { kind: 'text'; text: string } | { kind: 'secret' | 'env'; name: string };

/**
 * Splits a value of the trunk YAML at its placeholders: `${secret:NAME}`, `${env:NAME}`; `$${` is a literal `${`.
 * @returns the parts, or the words for a placeholder that means nothing.
 */
export function parseTemplate(value: string): { parts: TemplatePart[] } | { problem: string } {
  // Most values have none, and a file may have a hundred thousand of them.
  if (!value.includes('${')) return { parts: [{ kind: 'text', text: value }] };
  const parts: TemplatePart[] = [];
  let text = '';
  let at = 0;
  while (at < value.length) {
    if (value.startsWith('$${', at)) {
      text += '${';
      at += 3;
    } else if (value.startsWith('${', at)) {
      const end = value.indexOf('}', at);
      const match = /^\$\{(secret|env):\s*([^\s{}](?:[^{}]*[^\s{}])?)\s*\}$/.exec(value.slice(at, end + 1));
      if (!match) {
        return {
          // The text itself may be a password, so it is not repeated here.
          problem: l10n.t(
            'A placeholder is written {0} or {1}. For the text {2} itself, write {3}.',
            '${secret:NAME}',
            '${env:NAME}',
            '${',
            '$${',
          ),
        };
      }
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      parts.push({ kind: match[1] as 'secret' | 'env', name: match[2] ?? '' });
      at = end + 1;
    } else {
      text += value.charAt(at);
      at += 1;
    }
  }
  if (text !== '' || parts.length === 0) parts.push({ kind: 'text', text });
  return { parts };
}

/** The fields whose value comes from a secret, as a whole or in part. */
export function secretFieldsOf<Field extends string>(values: Partial<Record<Field, string>>): Field[] {
  return (Object.entries(values) as [Field, string | undefined][]).flatMap(([field, value]) => {
    if (value?.includes('${') !== true) return [];
    const template = parseTemplate(value);
    return 'parts' in template && template.parts.some(({ kind }) => kind === 'secret') ? [field] : [];
  });
}

/** Writes a text so that {@link parseTemplate} reads it back as that very text. */
export function escapeTemplate(text: string): string {
  return text.replaceAll('${', () => '$${');
}
