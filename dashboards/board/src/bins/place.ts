/**
 * Where a bin stands, told without saying its fraction twice: the title less the fraction's name when it holds it
 * ("Matavfall norr 3" beside "Matavfall" leaves "Norr 3"), else the title, else the zone.
 */
export function placeOf(title: string, fraction: string, zone: string | undefined): string {
  const at = title.toLocaleLowerCase('sv').indexOf(fraction.toLocaleLowerCase('sv'));
  if (at < 0) return title;
  const rest = (title.slice(0, at) + title.slice(at + fraction.length)).replace(/^[\s,:·–—-]+|[\s,:·–—-]+$/g, '');
  return rest ? rest.charAt(0).toLocaleUpperCase('sv') + rest.slice(1) : (zone ?? title);
}
