/** How a person knows each folder of these paths: by its last part, or by as many as tell it from the others. */
export function folderNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split('/').filter((part) => part !== ''));
  const ending = (own: readonly string[], length: number) => own.slice(-length).join('/');
  return parts.map((own) => {
    const whole = own.join('/');
    let length = 1;
    const isShared = (other: readonly string[]) =>
      other.join('/') !== whole && ending(other, length) === ending(own, length);
    while (length < own.length && parts.some(isShared)) length += 1;
    return ending(own, length);
  });
}
