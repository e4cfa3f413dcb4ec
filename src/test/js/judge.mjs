// What the judges share. A judge drives a simulated system by a real client and prints its verdict as one line of JSON.

/** Runs a judge; what it throws becomes the end of the process. */
export const judge = (work) =>
  work().then(
    (verdict) => process.stdout.write(JSON.stringify(verdict) + "\n"),
    (error) => {
      process.stdout.write("failed: " + (error.stack || "") + JSON.stringify(error) + "\n");
      process.exit(1);
    },
  );

/** What a call is refused with; it must not succeed. */
export const refusal = async (call) => {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("was not refused");
};
