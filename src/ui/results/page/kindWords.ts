import * as l10n from '@vscode/l10n';
import type { RowKind } from '../protocol.ts';

/** How a page speaks of its rows. */
interface KindWords {
  /** The heading above the table. */
  all: string;
  /** How many there are. */
  count: (all: number) => string;
  /** How many are left by the filters. */
  match: (found: number, all: number) => string;
  /** No row is left. */
  none: string;
  /** The heading of the column with the sentences. */
  message: string;
}

export function kindWords(kind: RowKind): KindWords {
  switch (kind) {
    case 'trunks':
      return {
        all: l10n.t('All Trunks'),
        count: (all) => (all === 1 ? l10n.t('1 trunk') : l10n.t('{0} trunks', all)),
        match: (found, all) => l10n.t('{0} of {1} trunks match', found, all),
        none: l10n.t('No trunk matches these filters.'),
        message: l10n.t('What happened'),
      };
    case 'differences':
      return {
        all: l10n.t('All Differences'),
        count: (all) => (all === 1 ? l10n.t('1 entry') : l10n.t('{0} entries', all)),
        match: (found, all) => l10n.t('{0} of {1} entries match', found, all),
        none: l10n.t('No entry matches these filters.'),
        message: l10n.t('Details'),
      };
  }
}
