/**
 * How long the extension host worked at most without a pause, in milliseconds. Where Node tells the thread's own time,
 * that is what counts: on a busy machine the clock also runs while others work.
 */
export async function blockedWhile(work: () => Promise<void>): Promise<number> {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => { user: number; system: number } };
  const now = () => {
    const used = threadCpuUsage?.call(process);
    return used ? (used.user + used.system) / 1000 : performance.now();
  };
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
