import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { StartableCommand } from '../../add/protocol.ts';
import { element } from '../../../webview/page/dom.ts';

/** What stands in the place of the form as long as there is no PBX. */
export function emptyState(run: (command: StartableCommand) => void): HTMLElement {
  const button = (command: StartableCommand, words: string, secondary: boolean) => {
    const made = element('vscode-button', { secondary: secondary ? '' : undefined }, words);
    made.addEventListener('click', () => {
      run(command);
    });
    return made;
  };
  return element(
    'section',
    { class: 'empty', hidden: '' },
    element(
      'p',
      {},
      l10n.t(
        'A trunk belongs to a PBX, and there is none yet. Add yours, or try the Demo PBX: it runs on this machine.',
      ),
    ),
    element(
      'div',
      { class: 'buttons' },
      button('pbx.addPbx', l10n.t('Add PBX'), false),
      button('pbx.startDemoPbx', l10n.t('Start Demo PBX'), true),
    ),
  );
}
