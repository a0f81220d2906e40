export const greet = async (name: string): Promise<string> => Promise.resolve(`hello ${name}`);
