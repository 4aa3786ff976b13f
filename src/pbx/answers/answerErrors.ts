import * as l10n from '@vscode/l10n';
import type { Misfit } from './charset.ts';
import { outsideText } from '../../core/outsideText.ts';
import { PbxError } from '../errors.ts';
import type { Unreadable } from './readAnswer.ts';

/** Makes the errors of answers that came, but cannot be read. None quotes the answer: passwords stand in it. */
export class AnswerErrors {
  readonly #name: string;
  readonly #host: string;

  constructor(name: string, host: string) {
    this.#name = outsideText(name);
    this.#host = host;
  }

  /** Not an answer of the API, only half of one, or one that cannot be taken in. */
  unreadable(reason: Unreadable): PbxError {
    switch (reason) {
      case 'webPage':
        return this.#error(
          l10n.t(
            '{0} ({1}) answered with a web page instead of an API answer. Edit this PBX and check the port of its URL.',
            this.#name,
            this.#host,
          ),
        );
      case 'empty':
        return this.#error(l10n.t('{0} ({1}) gave an empty answer.', this.#name, this.#host));
      case 'tooMuch':
        return this.#error(
          l10n.t(
            '{0} ({1}) gave an answer that takes too much memory to read. Check the URL, and that it is a PBX that answers there.',
            this.#name,
            this.#host,
          ),
        );
      case 'other':
        return this.#error(
          l10n.t('{0} ({1}) gave an answer that cannot be read, or only half of it.', this.#name, this.#host),
        );
    }
  }

  /** Its bytes are not in the encoding that they should be in. */
  notInCharset(misfit: Misfit): PbxError {
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
