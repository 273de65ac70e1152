/** Where a long Swedish word may be broken, said with a soft hyphen: browsers know no Swedish hyphenation everywhere. */
export const soft = (word: string): string => word.replace(/(?<=\p{L})(förpackning)/u, '\u00ad$1');
