import { readFileSync } from 'node:fs';

/**
 * How long the extension host worked at most without a pause, in milliseconds. Where Node or Linux tells the thread's own
 * time, that is what counts: on a busy machine the clock also runs while others work.
 */
export async function blockedWhile(work: () => Promise<void>): Promise<number> {
  const now = threadTime();
  let longest = 0;
  let last = now();
  const timer = setInterval(() => {
    const next = now();
    longest = Math.max(longest, next - last);
    last = next;
  }, 1);
  await work();
  clearInterval(timer);
  return longest;
}

function threadTime(): () => number {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => { user: number; system: number } };
  if (threadCpuUsage) {
    return () => {
      const { user, system } = threadCpuUsage.call(process);
      return (user + system) / 1000;
    };
  }
  // Its first number is nanoseconds on the processor.
  const onProcessor = () =>
    Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1_000_000;
  try {
    onProcessor();
    return onProcessor;
  } catch {
    return () => performance.now();
  }
}
