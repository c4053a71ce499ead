"""The pages of the settings: lists, lead types with their machine, definitions, what is switched off."""
