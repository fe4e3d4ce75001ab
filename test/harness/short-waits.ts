/**
 * Makes the page wait about a third as long as usual before it polls or retries: half of such a wait is random, for
 * which this gives less than a real random number. Returns a function that ends that.
 */
export function shortenWaits(page: typeof globalThis = globalThis): () => void {
  const { random } = page.Math;
  page.Math.random = () => random() / 10 - 0.5;
  return () => void (page.Math.random = random);
}
