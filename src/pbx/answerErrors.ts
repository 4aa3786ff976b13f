import * as l10n from '@vscode/l10n';
import { roughText, type AnswerBytes, type Misfit } from './charset.ts';
import { PbxError } from './errors.ts';
import { isWebPage } from './webPage.ts';

/** Makes the errors of answers that came, but cannot be read. None quotes the answer: passwords stand in it. */
export class AnswerErrors {
  readonly #name: string;
  readonly #host: string;

  constructor(name: string, host: string) {
    this.#name = name;
    this.#host = host;
  }

  /** Not an answer of the API, or only half of one. */
  unreadable(text: string, contentType?: string): PbxError {
    if (isWebPage(text, contentType)) {
      return this.#error(
        l10n.t(
          '{0} ({1}) answered with a web page instead of an API answer. Edit this PBX and check the port of its URL.',
          this.#name,
          this.#host,
        ),
      );
    }
    return this.#error(
      text.trim() === ''
        ? l10n.t('{0} ({1}) gave an empty answer.', this.#name, this.#host)
        : l10n.t('{0} ({1}) gave an answer that cannot be read, or only half of it.', this.#name, this.#host),
    );
  }

  /** Its bytes are not in the encoding that they should be in. */
  notInCharset(answer: AnswerBytes, misfit: Misfit): PbxError {
    const rough = roughText(answer);
    if (isWebPage(rough, answer.contentType)) return this.unreadable(rough, answer.contentType);
    return this.#error(this.#wordsFor(misfit));
  }

  #wordsFor({ declared, configured = '', isLost }: Misfit): string {
    if (isLost) {
      return l10n.t(
        '{0} ({1}) answered with characters that are lost (U+FFFD). If its web page shows them, set {2} of this PBX in {3} to the encoding of its answers; if not, correct them there.',
        this.#name,
        this.#host,
        'charset',
        'pbx.connections',
      );
    }
    if (declared === undefined) {
      return l10n.t(
        '{0} ({1}) gave an answer that is not in {2}. Set {3} of this PBX in {4} to the encoding of its answers, such as {5}.',
        this.#name,
        this.#host,
        configured,
        'charset',
        'pbx.connections',
        'gbk, latin1',
      );
    }
    return configured === ''
      ? l10n.t(
          '{0} ({1}) says that its answer is in {2}, but it is not. Set {3} of this PBX in {4} to the encoding that it is in, such as {5}.',
          this.#name,
          this.#host,
          declared,
          'charset',
          'pbx.connections',
          'gbk, latin1',
        )
      : l10n.t(
          '{0} ({1}) says that its answer is in {2}, and {3} of this PBX in {4} is {5}, but it is in neither. Correct {3}.',
          this.#name,
          this.#host,
          declared,
          'charset',
          'pbx.connections',
          configured,
        );
  }

  #error(message: string): PbxError {
    return new PbxError('answer', message, { mayHaveArrived: true });
  }
}
