import * as l10n from '@vscode/l10n';
import { dispatch, toPageSchema, type Handlers, type ToPage } from '../protocol.ts';
import { listenToHost, tellHost } from './host.ts';
import { Page } from './page.ts';

/** Shows the form that adds a trunk, as soon as the host has greeted the page. */
export function startAddForm(): void {
  let page: Page | undefined;

  const handlers: Handlers<ToPage> = {
    init: (greeting) => {
      if (page) return;
      if (greeting.translations) l10n.config({ contents: greeting.translations });
      page = new Page(greeting);
    },
    pbxes: ({ pbxes }) => page?.list(pbxes),
    selectPbx: ({ pbx }) => page?.form.selectPbx(pbx),
    outcome: ({ outcome }) => page?.form.showOutcome(outcome),
    copied: ({ secret }) => page?.form.showCopied(secret),
    copyFailed: () => page?.form.showCopyFailed(),
  };

  listenToHost(toPageSchema, (message) => void dispatch(handlers, message));
  tellHost({ type: 'ready' });
}
