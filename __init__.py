"""Soleus: an explained, rule-based expert system for leg symptoms, for training and education."""
