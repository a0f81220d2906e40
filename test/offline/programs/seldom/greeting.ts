interface Greeting {
  readonly greeting: string;
}

export const { greeting }: Greeting = { greeting: "hello" };
