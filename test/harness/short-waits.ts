/**
 * Lets the page wait about a third as long as usual before it asks again, or tries again: half of such a wait is left to
 * chance, of which this makes less than there is. Gives what ends that.
 */
export function shortenWaits(page: typeof globalThis = globalThis): () => void {
  const { random } = page.Math;
  page.Math.random = () => random() / 10 - 0.5;
  return () => void (page.Math.random = random);
}
