/** The worker that reads long answers: a bundle of its own, started by `BackgroundAnswerReader`. It writes no words. */
import { parentPort } from 'node:worker_threads';
import { takenApart } from './answerPieces.ts';
import { readAnswer, type AnswerTask } from './readAnswer.ts';

parentPort?.on('message', (task: AnswerTask) => {
  // A buffer comes as the bytes that it is.
  const { buffer, byteOffset, byteLength } = task.bytes;
  const answer = takenApart(readAnswer({ ...task, bytes: Buffer.from(buffer, byteOffset, byteLength) }));
  parentPort?.postMessage(
    answer,
    answer.pieces.map((piece) => piece.buffer),
  );
});
