import * as l10n from '@vscode/l10n';
import type { ErrorCode } from 'yaml';

/**
 * Our words for a YAML error. The library's own message may quote the text around it, which may be a password.
 */
export function yamlErrorWords(code: ErrorCode): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return l10n.t('YAML does not take tabs for indentation. Use spaces.');
    case 'BAD_INDENT':
      return l10n.t(
        'The indentation does not fit the lines around it, or a closing bracket is missing above.',
      );
    case 'MISSING_CHAR':
      return l10n.t(
        'Something is missing here: a colon with a space after a key, a closing quote or a closing bracket.',
      );
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
      return l10n.t(
        'A key must be short, stand on one line and end with a colon, such as {0}.',
        'port: 5060',
      );
    case 'BLOCK_AS_IMPLICIT_KEY':
      return l10n.t('This line has two keys. Put a value that has a colon in it in quotes.');
    case 'BLOCK_IN_FLOW':
      return l10n.t('This does not fit inside brackets. Is a closing bracket missing?');
    case 'BAD_SCALAR_START':
      return l10n.t('A value cannot begin with this character. Put the value in quotes.');
    case 'BAD_DQ_ESCAPE':
      return l10n.t(
        'A backslash in double quotes begins a special character, and this one is unknown. Use single quotes, or write {0}.',
        '\\\\',
      );
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
    case 'MULTIPLE_TAGS':
      return l10n.t('Tags mean nothing here: every value is read as text. Remove the tag.');
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'MULTIPLE_ANCHORS':
    case 'BAD_PROP_ORDER':
      return l10n.t(
        'An anchor is written {0} before a value, an alias {1} in place of one. For the character itself, put the value in quotes.',
        '&name',
        '*name',
      );
    case 'BAD_DIRECTIVE':
      return l10n.t('A line that begins with % means nothing here. Remove it, or put the value in quotes.');
    case 'RESOURCE_EXHAUSTION':
      return tooDeepWords();
    case 'DUPLICATE_KEY':
      return duplicateKeyWords();
    case 'UNEXPECTED_TOKEN':
    case 'MULTIPLE_DOCS':
    case 'NON_STRING_KEY':
    case 'IMPOSSIBLE':
      return l10n.t('This does not belong here. If it is part of a value, put the value in quotes.');
  }
}

/** For brackets or indentation far deeper than any trunk file needs. */
export function tooDeepWords(): string {
  return l10n.t('This is nested too deeply. A trunk file needs only a list of trunks with their fields.');
}

/** For a key that stands twice in one map. */
export function duplicateKeyWords(): string {
  return l10n.t('This key stands here twice. Keep one of the two.');
}
