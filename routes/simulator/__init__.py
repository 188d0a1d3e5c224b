"""A telephone without a carrier: a handset that plays TwiML, in the browser and in the terminal."""
