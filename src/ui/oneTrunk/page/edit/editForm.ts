import * as l10n from '@vscode/l10n';
import { toEditPageSchema } from '../../edit/protocol.ts';
import { keepState, listenToHost, readState, tellHost } from '../host.ts';
import { readEditDraft } from './editDraft.ts';
import { EditPage } from './editPage.ts';

/** Shows the form that edits a trunk. It is built with the first state that the host posts: before, its language is not known. */
export function startEditForm(): void {
  let page: EditPage | undefined;
  listenToHost(toEditPageSchema, (message) => {
    if (!page) {
      if (message.translations) l10n.config({ contents: message.translations });
      page = new EditPage(message.target, readEditDraft(readState(), message.target), {
        tell: tellHost,
        keep: keepState,
      });
      document.getElementById('trunk-form')?.replaceChildren(...page.parts);
    }
    page.show(message);
  });
  tellHost({ type: 'ready' });
}
