import { readAnswer, type AnswerReader } from './readAnswer.ts';
import { yieldToOthers } from '../yieldToOthers.ts';

/** Reading more bytes than that takes a while. */
const longAnswer = 4096;

/** Reads in the thread that asks: short answers, and in a program that has nothing else to do meanwhile all of them. */
export const localAnswerReader: AnswerReader = {
  async read(task, signal) {
    if (task.bytes.length > longAnswer) await yieldToOthers();
    signal.throwIfAborted();
    return readAnswer(task);
  },
};
