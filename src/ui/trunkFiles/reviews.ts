import type * as vscode from 'vscode';
import { hasDodFields } from '../../core/dodNumbers.ts';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { lostLetterIn } from '../../core/trunkYaml/lostText.ts';
import type { PlainPassword } from '../../core/trunkYaml/plainPasswords.ts';
import type { Review } from '../../core/trunkYaml/review.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { BackgroundReader } from './backgroundReader.ts';
import { keptSecretNames } from './keptSecretNames.ts';

/** What is read of a document in the editor. */
type OpenDocument = Pick<vscode.TextDocument, 'version' | 'isClosed' | 'encoding' | 'getText'> & {
  readonly uri: { toString(): string };
};

interface Known {
  version: number;
  review: Promise<Review | undefined>;
}

/** Reads the trunk files in the editor, each version once. */
export class Reviews {
  readonly #pbxes: Pick<Pbxes, 'list'>;
  readonly #secrets: Pick<Secrets, 'names'>;
  readonly #reader: BackgroundReader;
  readonly #known = new Map<string, Known>();
  #secretNames: Promise<string[] | undefined> | undefined;

  constructor(reader: BackgroundReader, pbxes: Pick<Pbxes, 'list'>, secrets: Pick<Secrets, 'names'>) {
    this.#reader = reader;
    this.#pbxes = pbxes;
    this.#secrets = secrets;
  }

  /** A review will be asked for soon. */
  getReady(): void {
    this.#reader.start();
  }

  /** What is to be shown of a document; `undefined` when it has changed meanwhile, and a newer review is under way. */
  of(document: OpenDocument): Promise<Review | undefined> {
    const key = document.uri.toString();
    const known = this.#known.get(key);
    if (known?.version === document.version) return known.review;
    const review = this.#review(document, known?.review);
    this.#known.set(key, { version: document.version, review });
    // A failure is not kept: whoever asks next gets a new review.
    review.catch(() => {
      if (this.#known.get(key)?.review === review) this.#known.delete(key);
    });
    return review;
  }

  /** The passwords that stand in a document as plain text. */
  async plainPasswords(document: vscode.TextDocument): Promise<PlainPassword[]> {
    return await this.#reader.plainPasswords(document.getText());
  }

  forget(uri: vscode.Uri): void {
    this.#known.delete(uri.toString());
  }

  /** The names of PBXes or secrets have changed: what was said of them may be wrong now. */
  forgetAll(): void {
    this.#secretNames = undefined;
    this.#known.clear();
  }

  async #review(
    document: OpenDocument,
    earlier: Promise<Review | undefined> | undefined,
  ): Promise<Review | undefined> {
    const { version } = document;
    this.#reader.start();
    // While somebody types, versions must not queue up: only the latest is read.
    await earlier?.catch(() => undefined);
    const secrets = await this.#namesFor(document);
    if (document.isClosed || document.version !== version) return undefined;
    const pbxes = this.#pbxes.list();
    const known = {
      pbxNames: pbxes.map(({ name }) => name),
      groups: pbxGroups(pbxes),
      pbxesWithoutDod: pbxes
        .filter((one) => 'connection' in one && !hasDodFields(one.connection))
        .map(({ name }) => name),
      secrets,
      env: Object.keys(process.env),
    };
    const text = document.getText();
    const lost = lostLetterIn(text, document.encoding);
    const review = await this.#reader.review(text, known);
    return lost ? { ...review, problems: [lost, ...review.problems] } : review;
  }

  /** The names of the secrets. A busy window answers late, so the file is read meanwhile. */
  async #namesFor(document: OpenDocument): Promise<string[] | undefined> {
    if (!this.#secretNames) this.#reader.prepare(document.getText(), pbxGroups(this.#pbxes.list()));
    const asked = (this.#secretNames ??= keptSecretNames(this.#secrets));
    const names = await asked;
    // The keyring may be unlocked by the next time.
    if (!names && this.#secretNames === asked) this.#secretNames = undefined;
    return names;
  }
}
