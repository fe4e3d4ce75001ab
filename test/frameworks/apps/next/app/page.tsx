import { Film } from './film';

export default async function Page({ searchParams }: { searchParams: Promise<{ origin?: string }> }) {
  const { origin } = await searchParams;
  return <Film origin={origin} />;
}
