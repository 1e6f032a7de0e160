/** Whether a text has a word in Arabic script: what is published in Arabic must. */
export const hasArabic = (text: string): boolean => /\p{Script=Arabic}/u.test(text)
