"""Officers of a filing: who is named, which role each has, and whose years, certificates and reporting lines are told.

The passes, in order, each with what is decided there:

1. `titles.py`: which words of a sentence are a title. `word_kinds.py` makes each word a character, its kind; the grammar
   of kinds stands in `rules/officer_titles.toml`. `roles.py`: which role a title has.
2. `mentions.py`: who else is mentioned (`names.py`: persons), and the skeleton, a sentence with each mention as a character.
3. `parts.py`: what part each mention has in its sentence: active, or a superior, a recipient, a post that is past or vacant.
4. `same_person.py`: which titles of a sentence are one person's; `people.py`: the mentions of a filing as its officers.
5. `figures.py`: the numbers of years, and what each is; `subject.py`: to which mentions of its sentence one belongs;
   `reading.py`: to which officers.
6. `table.py`: the officers as rows, with their sentences.

Forms of language are rules (`rules/officer_*.toml`); Python decides between what they tell. Not here: committees, the board.
"""
