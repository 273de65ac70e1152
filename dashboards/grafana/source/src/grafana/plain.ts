/** A type of Grafana's as it stands in JSON: the members of an enum are their values, so that nothing of Grafana's is needed at run time. */
export type Plain<T> =
  unknown extends T ? T
  : T extends string ? `${T}`
  : T extends number ? (`${T}` extends `${infer N extends number}` ? N : never)
  : T extends object ? { [K in keyof T]: Plain<T[K]> }
  : T;
