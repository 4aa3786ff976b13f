import * as vscode from 'vscode';
import { wordList } from '../../core/sentences.ts';
import { exportedSecretName } from '../../core/trunkYaml/secretName.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { statusWords } from '../explorer/statusIconAndWords.ts';
import { localTime } from '../../core/localTime.ts';
import type { DetailsServices } from './services.ts';
import { askTrunk, type TrunkAnswer } from './askTrunk.ts';
import { comment, remarks, shownPassword, trunkYaml, undocumentedComment } from './trunkText.ts';
import { withoutSecrets } from '../base/knownSecrets.ts';
import { trunkOfUri, trunkScheme } from '../base/trunkUri.ts';

/** What an open document last showed of its PBX. Its password is not in there. */
interface Known {
  /** When that was, in words. */
  time: string;
  yaml: string;
}

/** Makes the text of the documents that show a trunk, and brings those that are open up to date. */
export class TrunkDocuments implements vscode.Disposable {
  readonly #services: DetailsServices;
  readonly #changes: vscode.EventEmitter<vscode.FileChangeEvent[]>;
  readonly #known = new Map<string, Known>();
  readonly #stop = new AbortController();
  readonly #listeners: vscode.Disposable[];

  /** @param changes tells the editors that a document has to be read again. */
  constructor(services: DetailsServices, changes: vscode.EventEmitter<vscode.FileChangeEvent[]>) {
    this.#services = services;
    this.#changes = changes;
    this.#listeners = [
      services.explorer.onDidRefresh((pbx) => {
        this.#readAgain(pbx);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#known.delete(uri.toString())),
    ];
  }

  /** Asks the PBX for the trunk of the document. What is in the way is said in the text. */
  async text(uri: vscode.Uri): Promise<string> {
    const trunk = trunkOfUri(uri);
    if (!trunk) return comment(vscode.l10n.t('This address is not that of a trunk.'));
    const answer = await askTrunk(this.#services, trunk, this.#stop.signal);
    const time = localTime(new Date().toISOString());
    if (answer.kind === 'failed')
      return this.#withoutAnswer(trunk, answer.message, this.#known.get(uri.toString()));
    if (answer.kind !== 'sip') {
      this.#known.delete(uri.toString());
      return withoutSettings(trunk, answer, time);
    }
    const { trunk: found, connection } = answer;
    const secretName = await this.#secretName(trunk, shownPassword(found));
    const others = withoutSecrets(undocumentedComment(trunk.pbx, found), [trunk.pbx, trunk.trunkname]);
    const yaml = trunkYaml(trunk.pbx, found, secretName) + others;
    this.#known.set(uri.toString(), { time, yaml });
    const head = vscode.l10n.t(
      '{0} as {1} ({2}) had it at {3}. Read-only.',
      trunk.trunkname,
      trunk.pbx,
      new URL(connection.url).host,
      time,
    );
    return comment(head, ...remarks(trunk.pbx, found)) + yaml;
  }

  dispose(): void {
    this.#stop.abort();
    for (const listener of this.#listeners) listener.dispose();
  }

  /** The name under which *Export Trunks to YAML* would keep the password, or has kept it. */
  async #secretName({ pbx, trunkname }: TrunkKey, password: string | undefined): Promise<string> {
    const name = exportedSecretName(pbx, trunkname);
    return password === undefined ? name : await this.#services.secrets.nameFor(name, password);
  }

  #withoutAnswer({ pbx, trunkname }: TrunkKey, words: string, known: Known | undefined): string {
    const message = withoutSecrets(words, [pbx, trunkname]);
    return known
      ? comment(
          message,
          vscode.l10n.t('What follows is {0} as {1} had it at {2}.', trunkname, pbx, known.time),
        ) + known.yaml
      : comment(
          vscode.l10n.t('The settings of {0} cannot be shown now.', trunkname),
          message,
          vscode.l10n.t('They are asked for again with each refresh of the PBX Explorer.'),
        );
  }

  #readAgain(pbx: string | undefined): void {
    const uris = vscode.workspace.textDocuments
      .map(({ uri }) => uri)
      .filter((uri) => uri.scheme === trunkScheme && (pbx === undefined || trunkOfUri(uri)?.pbx === pbx));
    if (uris.length > 0)
      this.#changes.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }
}

/** What there is to say of a trunk of another kind, or of none. */
function withoutSettings(
  { pbx, trunkname }: TrunkKey,
  answer: Extract<TrunkAnswer, { kind: 'other' | 'gone' }>,
  time: string,
): string {
  if (answer.kind === 'gone') {
    return comment(
      vscode.l10n.t('{0} had no trunk named {1} at {2}. It was deleted or renamed.', pbx, trunkname, time),
      vscode.l10n.t('Refresh the PBX Explorer to see which trunks are there now.'),
    );
  }
  const { type = '', status } = answer.live;
  return comment(
    vscode.l10n.t(
      '{0} on {1} at {2}: {3}.',
      trunkname,
      pbx,
      time,
      wordList([type, statusWords(status)].filter(Boolean)),
    ),
    vscode.l10n.t(
      'The API tells the settings of SIP trunks only. Look at those of this one in the PBX’s web page.',
    ),
  );
}
