"""A telephone for development: a handset that plays TwiML, in the browser and in the terminal."""
